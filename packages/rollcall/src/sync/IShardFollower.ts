import type { MemberEvent } from '../roster/MemberEvent.js';

/** Hears what changes in the guilds of a shard, after each change. It must not throw. */
export interface IShardFollower {
	/** An event was applied to the roster. */
	onEvent(guildId: string, event: MemberEvent): void;
	/** The row of a member may be another one, or they may be in doubt no more. */
	onMember(guildId: string, userId: string): void;
	/** Nothing may be kept of the user. */
	onForget(guildId: string, userId: string): void;
	/** The guild has another roster, or none, or other roles. */
	onGuild(guildId: string): void;
}
