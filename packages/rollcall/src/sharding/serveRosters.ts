import type { ShardingManager } from 'discord.js';
import type { LinkOptions } from './LinkOptions.js';
import type { ClusterManagerLike } from './processes/managers.js';
import { ServedRosters } from './ServedRosters.js';

/**
 * Lets all processes of a manager ask each other about guilds, and this process too. Call it before or after `spawn()`;
 * each child makes a `RosterLink`.
 *
 * @param manager - a `ShardingManager` of discord.js or a `ClusterManager` of discord-hybrid-sharding, in either mode
 *
 * @example
 * ```ts
 * const manager = new ShardingManager('bot.js', { token });
 * const rosters = serveRosters(manager);
 * await manager.spawn();
 * const { roster, metadata } = await rosters.fetchGuildMembers(guildId);
 * ```
 */
export function serveRosters(manager: ShardingManager | ClusterManagerLike, options?: LinkOptions): ServedRosters {
	return new ServedRosters(manager, options);
}
