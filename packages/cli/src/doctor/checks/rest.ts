import { Routes } from 'discord-api-types/v10';
import { Api, INTENT_CURE, isRecord, readGuild, readSelf } from '../../connection/index.js';
import { CommandError } from '../../errors/index.js';
import type { Check, Examination } from '../Examination.js';
import { type Finding, failed, failedBy, ok, skipped, warning } from '../Finding.js';

/** The flags of an application that may read members, with and without Discord's review. */
const INTENT = 1 << 14;
const INTENT_LIMITED = 1 << 15;

/** Nobody: the address of the gateway is told to everyone. */
const NOBODY = 'none';

export const apiCheck: Check = {
	name: 'api',
	run: async (examination) => {
		const { question, surroundings, answers, token } = examination;
		const access = { api: question.api, token: token ?? NOBODY, signal: surroundings.signal };
		const api = new Api(access, { makeRequest: answers.makeRequest });
		const isAnswer = (body: unknown): body is { url: string } => isRecord(body) && typeof body.url === 'string';
		const asked = { route: '/gateway', auth: false, what: 'The address of the gateway', isAnswer } as const;
		return attempt(examination, async () => {
			const { url } = await api.get(asked);
			if (token !== undefined) examination.api = api;
			return ok(`${question.api} answers; the gateway is ${url}.`);
		});
	},
};

export const botCheck: Check = {
	name: 'bot',
	run: (examination) =>
		withApi(examination, async (api) => {
			examination.self = await readSelf(api);
			return ok(`Discord accepts the token: ${examination.self.username} (${examination.self.id}).`);
		}),
};

export const intentCheck: Check = {
	name: 'intent',
	run: (examination) =>
		withApi(examination, async (api) => {
			const isAnswer = (body: unknown): body is { flags?: number } => isRecord(body);
			const asked = { route: '/applications/@me', what: 'The application', isAnswer } as const;
			const { flags } = await api.get(asked);
			if (typeof flags !== 'number') return warning('The application has no flags in the answer.', INTENT_CURE);
			if (flags & INTENT) return ok('The application has the members intent, after a review by Discord.');
			if (flags & INTENT_LIMITED) return ok('The application has the members intent.');
			return failed('The application does not have the members intent.', INTENT_CURE);
		}),
};

export const guildCheck: Check = {
	name: 'guild',
	run: (examination) =>
		withGuild(examination, async (api, guildId) => {
			examination.guild = await readGuild(api, guildId);
			const { name, roles, approximate_member_count: count } = examination.guild;
			return ok(`${name}: about ${count ?? 'an unknown number of'} members, ${roles.length} roles.`);
		}),
};

export const listCheck: Check = {
	name: 'list',
	run: (examination) =>
		withGuild(examination, async (api, guildId) => {
			const isAnswer = (body: unknown): body is unknown[] => Array.isArray(body);
			const asked = { route: Routes.guildMembers(guildId), query: { limit: 1 }, what: 'The list of members', isAnswer };
			const page = await api.get(asked);
			if (page.length > 0) return ok('REST lists members.');
			return failed('REST lists nobody, not even the bot.', 'Invite the bot again.');
		}),
};

/** Runs with the API, unless an earlier check stands in the way. */
function withApi(examination: Examination, ask: (api: Api) => Promise<Finding>): Promise<Finding> | Finding {
	const { api } = examination;
	return api ? attempt(examination, () => ask(api)) : skipped('It needs the API and a token.');
}

function withGuild(
	examination: Examination,
	ask: (api: Api, guildId: string) => Promise<Finding>,
): Promise<Finding> | Finding {
	const { guildId } = examination.question;
	if (guildId === undefined) return skipped('It needs a guild: rollcall doctor GUILD.');
	if (!examination.self) return skipped('It needs a token that Discord accepts.');
	return withApi(examination, (api) => ask(api, guildId));
}

/** An error of Discord or of the network is a finding. */
export async function attempt(examination: Examination, ask: () => Promise<Finding>): Promise<Finding> {
	try {
		return await ask();
	} catch (error) {
		examination.surroundings.signal.throwIfAborted();
		if (!(error instanceof CommandError)) throw error;
		return failedBy(error);
	}
}
