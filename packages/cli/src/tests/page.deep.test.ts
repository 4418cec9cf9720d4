import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../../docs/tests/readMarkdown.js';
import { CHECKS } from '../doctor/index.js';
import { aFolder, anEmulator, rollcall } from './rollcall.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const page = readFileSync(join(root, 'docs/command-line.md'), 'utf8');
const examples = readMarkdown(page)
	.blocks.filter(({ language }) => language === 'sh')
	.flatMap(({ text }) => text.split('\n'));

/** `npx` as a reader has it, which runs the build and asks the emulator, unless the example says what it asks. */
const NPX = `#!/bin/sh
shift
case "$*" in
	completion*|emulator*|*--api*) exec "$NODE" "$PROGRAM" "$@" ;;
	*) exec "$NODE" "$PROGRAM" "$@" --api "$API" ;;
esac
`;

/** The guild and the user that the page speaks of. */
async function theGuildOfThePage() {
	const stage = await anEmulator({
		guilds: [{ members: 1_200, id: '81384788765712384' }],
		gateway: { helloDelay: 100, requestWindow: 1 },
	});
	const { guild, emulator } = stage;
	for (const name of ['Moderator', 'Helper']) {
		const namesake = [...guild.roles.values()].find((role) => role.name === name) ?? guild.createRole({ name });
		guild.addRole(guild.memberAt(4).user.id, namesake.id);
	}
	guild.join({ user: { id: '80351110224678912', username: 'reader' } });
	const folder = aFolder();
	writeFileSync(join(folder, 'npx'), NPX);
	chmodSync(join(folder, 'npx'), 0o755);
	const env = {
		...process.env,
		PATH: `${folder}:${process.env.PATH}`,
		NODE: process.execPath,
		PROGRAM: join(root, 'packages/cli/bin/rollcall.js'),
		API: emulator.restUrl,
		DISCORD_TOKEN: emulator.token,
	};
	return { ...stage, folder, env };
}

/** Runs an example as its reader would. */
function shell(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number; err: string }> {
	return new Promise((resolve) => {
		execFile('bash', ['-c', line], { cwd, env }, (error, _, err) =>
			resolve({ code: error ? Number(error.code) : 0, err }),
		);
	});
}

describe('the page on the command line', () => {
	it('has only examples that work', async () => {
		const { folder, env } = await theGuildOfThePage();
		expect(examples.length).toBeGreaterThan(10);
		for (const line of examples) {
			const { code, err } = await shell(line, folder, env);
			expect({ line, code, err: code === 0 ? '' : err }).toEqual({ line, code: 0, err: '' });
		}
		const written = ['all.csv', 'everyone.csv', 'guests.csv', 'moderators.csv', 'team.jsonl'];
		expect(readdirSync(folder)).toEqual(expect.arrayContaining(written));
	});

	it('names every check of the doctor in its order, and every option of an export', async () => {
		const rows = page.match(/(?<=^\| `)\w+(?=` \| .*\? ?.* \|$)/gm) ?? [];
		expect(rows).toEqual(CHECKS.map(({ name }) => name));
		const { out } = await rollcall(['export', '--help']);
		const options = new Set(out.match(/(?<=^ {2})--[\w-]+/gm));
		expect([...options].filter((option) => !page.includes(option))).toEqual([]);
	});
});
