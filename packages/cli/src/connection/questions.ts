import { Routes } from 'discord-api-types/v10';
import { CommandError } from '../errors/index.js';
import type { Api } from './Api.js';
import { type Guild, type GuildWithRoles, isGuilds, isGuildWithRoles, isSelf, type Self } from './answers.js';
import { TOKEN_CURE } from './explainAnswer.js';

/** The largest page of Discord's list of guilds. */
const PAGE = 200;

/** The bot of the token. The token of a user is refused. */
export async function readSelf(api: Api): Promise<Self> {
	const self = await api.get({ route: '/users/@me', what: 'The bot', isAnswer: isSelf });
	if (self.bot !== true) throw new CommandError(`The token is that of a user, not of a bot. ${TOKEN_CURE}`);
	return self;
}

/** One guild, with its roles and about how many members it has. */
export function readGuild(api: Api, guildId: string): Promise<GuildWithRoles> {
	const what = `Guild ${guildId}`;
	return api.get({ route: Routes.guild(guildId), query: { with_counts: true }, what, isAnswer: isGuildWithRoles });
}

/** Every guild of the bot, by id. */
export async function readGuilds(api: Api): Promise<Guild[]> {
	const all: Guild[] = [];
	for (let after = '0'; ; after = all.at(-1)?.id ?? after) {
		const query = { with_counts: true, limit: PAGE, after };
		const page = await api.get({ route: Routes.userGuilds(), query, what: 'The guilds', isAnswer: isGuilds });
		// A server that gives the same page again would keep this going for ever.
		const news = page.filter(({ id }) => BigInt(id) > BigInt(after));
		all.push(...news.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)));
		if (news.length === 0) return all;
	}
}
