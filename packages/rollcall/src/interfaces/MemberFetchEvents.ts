import type { RosterStatus } from './FetchMetadata.js';

/** What can be said of the list of a guild's members that the service holds. */
export interface RosterStatusChange {
	readonly guildId: string;
	/** `none`: no list is held any more. A list that is held is never partial. */
	readonly status: Exclude<RosterStatus, 'partial'> | 'none';
	/** Why the list is `stale` or gone. */
	readonly reason?: string;
	/** Members in the list at this moment. */
	readonly size: number;
}

/**
 * What the service tells its listeners, named as discord.js names its own events and with the same arguments, so that
 * `service.on(Events.GuildMemberRemove, …)` does what `client.on(Events.GuildMemberRemove, …)` did. They come from the
 * rosters: of a guild whose members were fetched, while its list is kept true, whatever the client caches.
 *
 * - They come after the list has changed, and before discord.js handles the same dispatch: its caches (roles, channels,
 *   `memberCount`) are those of the moment before.
 * - A dispatch that changes nothing in the list is no event. Neither is a fetch that replaces the list, nor the deletion of
 *   a role, which discord.js tells of as `roleDelete`.
 * - What a listener throws becomes a process warning; the list and the other listeners are not touched by it.
 *
 * @typeParam Member - what stands for a member
 */
export interface MemberFetchEvents<Member> {
	/** Somebody has joined; or was found to be a member, where the event of the join had been lost. */
	guildMemberAdd: [member: Member];
	/** Somebody has left, or was thrown out; as last known. */
	guildMemberRemove: [member: Member];
	/** A member has changed in any field, those of his user too. Of `deaf` and `mute`, `voiceStateUpdate` tells. */
	guildMemberUpdate: [oldMember: Member, newMember: Member];
	/** A list became complete or stale, or was let go. */
	rosterStatusChange: [change: RosterStatusChange];
}
