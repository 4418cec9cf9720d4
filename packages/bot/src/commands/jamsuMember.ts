import { DiscordAPIError, type Guild, RESTJSONErrorCodes } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import type { FetchMode } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import type { CommandContext } from '../interfaces/Command.js';
import { Markup } from '../localisation/index.js';
import { chooseWay, differenceOfIds } from '../migration/index.js';
import { jamsuTexts } from './jamsuTexts.js';

/** The facts about a user that `/jamsu` needs. */
export interface FoundMember {
	readonly isMember: boolean;
	readonly roleIds: readonly string[];
}

const nobody: FoundMember = { isMember: false, roleIds: [] };

/**
 * Looks up one member, in the way that `MEMBER_FETCH` selects.
 *
 * @throws UserError if the service cannot find out
 */
export function lookUpMember(
	mode: FetchMode,
	members: IMemberFetchService,
	guild: Guild,
	userId: string,
	{ logger, signal }: Pick<CommandContext, 'logger' | 'signal'>,
): Promise<FoundMember> {
	return chooseWay<FoundMember>(
		mode,
		{
			legacy: () => fetchByClient(guild, userId),
			optimized: () => fetchByService(members, guild, userId, signal),
			difference: (legacy, optimized) => {
				const roles = differenceOfIds(legacy.roleIds, optimized.roleIds);
				const isSame = legacy.isMember === optimized.isMember && !roles;
				return isSame ? undefined : { userId, legacy: legacy.isMember, optimized: optimized.isMember, roles };
			},
		},
		logger,
	);
}

/** The old way. */
async function fetchByClient(guild: Guild, userId: string): Promise<FoundMember> {
	try {
		const member = await guild.members.fetch(userId);
		return { isMember: true, roleIds: rolesOf(member.roles.cache.keys(), guild) };
	} catch (error) {
		if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember) return nobody;
		throw error;
	}
}

async function fetchByService(
	members: IMemberFetchService,
	guild: Guild,
	userId: string,
	signal: AbortSignal,
): Promise<FoundMember> {
	const { success, member } = await members.fetchMember(guild, userId, { signal });
	if (!success) throw new UserError(jamsuTexts.unreachable, { user: Markup.user(userId) });
	return member ? { isMember: true, roleIds: rolesOf(member.roles.cache.keys(), guild) } : nobody;
}

/** In discord.js the roles of a member include `@everyone`, whose id is that of the guild. */
function rolesOf(ids: Iterable<string>, guild: Guild): string[] {
	return [...ids].filter((id) => id !== guild.id);
}
