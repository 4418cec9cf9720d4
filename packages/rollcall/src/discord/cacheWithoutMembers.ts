import { type CacheFactory, type CacheWithLimitsOptions, type Client, Options, UserManager } from 'discord.js';
import { PassingUsers } from './PassingUsers.js';

/** Limits for the other caches, as for `Options.cacheWithLimits`. */
export type FurtherLimits = Omit<CacheWithLimitsOptions, 'GuildMemberManager' | 'UserManager'>;

const factories = new WeakSet<CacheFactory>();

/**
 * The `makeCache` of a discord.js client that keeps no members and no users, because the service holds them. Only the
 * bot itself stays in `guild.members.cache` and `client.users.cache`, so `client.user` and `guild.members.me` work.
 * `docs/memory.md` lists what discord.js no longer does then.
 *
 * @param limits - for the other caches, instead of the defaults of discord.js
 * @example
 * ```ts
 * const client = new Client({ intents, makeCache: cacheWithoutMembers() });
 * ```
 */
export function cacheWithoutMembers(limits: FurtherLimits = {}): CacheFactory {
	const limited = Options.cacheWithLimits({
		...Options.DefaultMakeCacheSettings,
		...limits,
		GuildMemberManager: { maxSize: 0, keepOverLimit: (member, id) => id === member.client.user?.id },
	});
	const factory = ((...manager: Parameters<CacheFactory>) =>
		manager[2] === UserManager ? new PassingUsers() : limited(...manager)) as CacheFactory;
	factories.add(factory);
	return factory;
}

/** Whether the client was made with {@link cacheWithoutMembers}. */
export function keepsNoMembers(client: Client): boolean {
	return client.options.makeCache !== undefined && factories.has(client.options.makeCache);
}
