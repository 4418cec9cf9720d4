import type { Guild, GuildMember } from 'discord.js';
import { DiscordjsError, DiscordjsErrorCodes } from 'discord.js';
import { UserError } from '../../errors/index.js';
import type { Phrase } from '../../localisation/index.js';
import type { Holder, HolderList } from '../judgement/ActivityReport.js';
import { learningTexts } from './learningTexts.js';

/**
 * The members of a role the old way: every member by `guild.members.fetch()`. It needs no member cache, since
 * discord.js returns what came in the chunks. Nothing proves that all chunks came. A list that is visibly too short is
 * called incomplete, and for any other the report says that nothing proves it.
 *
 * @throws UserError if Discord refuses or stays silent
 */
export async function holdersByDiscordJs(guild: Guild, roleId: string): Promise<HolderList> {
	const startedAt = performance.now();
	const members = await guild.members.fetch().catch((error: unknown) => {
		throw explain(error);
	});
	const { memberCount } = guild;
	const complete = members.size >= memberCount;
	const holders = members.filter((member) => member.roles.cache.has(roleId)).map(toHolder);
	return {
		...{ holders, complete, coverage: memberCount === 0 ? 1 : Math.min(1, members.size / memberCount) },
		...(!complete && { reason: shortBy(members.size, memberCount) }),
		how: { source: 'direct', ageMs: 0, requests: null, tookMs: performance.now() - startedAt },
	};
}

function shortBy(came: number, memberCount: number): Phrase {
	return {
		en: `guild.members.fetch() gave ${came} of ${memberCount} members.`,
		ko: `guild.members.fetch()가 멤버 ${memberCount}명 중 ${came}명만 주었습니다.`,
	};
}

function toHolder(member: GuildMember): Holder {
	const { id, user, displayName, joinedTimestamp } = member;
	return { id, username: user.username, displayName, isBot: user.bot, joinedAt: joinedTimestamp };
}

function explain(error: unknown): unknown {
	if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.GuildMembersTimeout)
		return new UserError(learningTexts.silent);
	// discord.js does not export its class.
	if (error instanceof Error && error.name === 'GatewayRateLimitError') {
		const { data } = error as Error & { data?: { retry_after?: number } };
		return new UserError(learningTexts.refused, { count: Math.ceil(data?.retry_after ?? 30) });
	}
	return error;
}
