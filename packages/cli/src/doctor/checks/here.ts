import { CommandError } from '../../errors/index.js';
import { readersOf, readToken } from '../../token/index.js';
import type { Check } from '../Examination.js';
import { failed, failedBy, ok, warning } from '../Finding.js';

const LEAST = [20, 19] as const;

export const nodeCheck: Check = {
	name: 'node',
	run: () => {
		const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
		const isNew = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
		const found = `Node ${process.versions.node}.`;
		return isNew ? ok(found) : failed(found, `Install Node ${LEAST.join('.')} or later.`);
	},
};

export const tokenCheck: Check = {
	name: 'token',
	run: async (examination) => {
		const { question, surroundings, keepSecret } = examination;
		try {
			const token = await readToken(question.tokenFile, surroundings.env);
			keepSecret(token);
			examination.token = token;
			if (question.tokenFile === undefined) return ok('There is one, from DISCORD_TOKEN.');
			const readers = await readersOf(question.tokenFile);
			if (readers === undefined) return ok('There is one, from the file.');
			return warning(`There is one, from the file. ${readers} can read it.`, 'Make the file yours alone: chmod 600.');
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			return failedBy(error, 'Pass another file.');
		}
	},
};
