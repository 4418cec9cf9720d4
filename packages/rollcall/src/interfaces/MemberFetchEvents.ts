import type { RosterStatus } from './FetchMetadata.js';

/** A change of what the service can say about the list that it holds for a guild. */
export interface RosterStatusChange {
	readonly guildId: string;
	/** `none` if no list is held any more. A list that is held is never partial. */
	readonly status: Exclude<RosterStatus, 'partial'> | 'none';
	/** Why the list is `stale` or gone. */
	readonly reason?: string;
	/** Members in the list at this moment. */
	readonly size: number;
}

/**
 * The events of the service. They have the names and arguments of discord.js's own, so that
 * `service.on(Events.GuildMemberRemove, …)` does what `client.on(Events.GuildMemberRemove, …)` did. They come from the
 * lists that the service holds: once you have fetched a guild, and as long as its list is kept true, whatever the
 * client caches.
 *
 * - An event comes after the list has changed, and before discord.js handles the same dispatch: the caches of
 *   discord.js (roles, channels, `memberCount`) still show the moment before.
 * - A dispatch that changes nothing in the list makes no event. Neither does a fetch that replaces the list, nor the
 *   deletion of a role, for which discord.js has `roleDelete`.
 * - If a listener throws, that becomes a process warning; the list and the other listeners are not affected.
 *
 * @typeParam Member - what a member is to listeners
 */
export interface MemberFetchEvents<Member> {
	/** A user has joined, or was found to be a member because the event of their join was lost. */
	guildMemberAdd: [member: Member];
	/** A member has left or was removed; as they were last known. */
	guildMemberRemove: [member: Member];
	/**
	 * A field of a member, or of their user, has changed. With discord.js, `deaf` and `mute` do not count: listen to
	 * `voiceStateUpdate` of the client.
	 */
	guildMemberUpdate: [oldMember: Member, newMember: Member];
	/** A list became complete or stale, or is not held any more. */
	rosterStatusChange: [change: RosterStatusChange];
}
