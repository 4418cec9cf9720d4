import type { GuildWorld } from '../../world/index.js';

/** The counts that Discord calls approximate; the emulator's count of members is exact. */
export function approximateCounts(guild: GuildWorld): object {
	return {
		approximate_member_count: guild.size,
		approximate_presence_count: guild.presences.approximateCount(guild.size),
	};
}
