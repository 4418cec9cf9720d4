import { type CacheFactory, GuildMemberManager, Options, UserManager } from 'discord.js';
import type { FurtherLimits } from '../cacheWithoutMembers.js';
import { readingRosters } from '../sharedRosters.js';
import { MemberCache } from './MemberCache.js';
import { UserCache } from './UserCache.js';

/**
 * The `makeCache` of a discord.js client whose `guild.members.cache` and `client.users.cache` are served by the service.
 * They hold every member that the service knows, at a small part of the memory, and discord.js works as with its default
 * caches: the same events, the same objects.
 *
 * @param limits - for the other caches, instead of the defaults of discord.js
 * @example
 * ```ts
 * const client = new Client({ intents, makeCache: rosterCache() });
 * ```
 */
export function rosterCache(limits: FurtherLimits = {}): CacheFactory {
	const limited = Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...limits });
	const factory = ((...manager: Parameters<CacheFactory>) => {
		if (manager[0] === (GuildMemberManager as unknown)) return new MemberCache();
		return manager[0] === (UserManager as unknown) ? new UserCache() : limited(...manager);
	}) as CacheFactory;
	return readingRosters(factory);
}
