import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { GuildEvent } from '../changes/index.js';
import { type GuildMembers, type MemberPatch, mergeMember, newMember, newUser } from '../members/index.js';
import type { GuildRoles } from '../roles/index.js';
import type { VoiceStates } from '../voice/index.js';

/** The part of a guild that joins and leaves need. */
interface MembershipSurroundings {
	readonly guildId: string;
	readonly roles: GuildRoles;
	/** A function, because voice in turn asks for members. */
	voice(): VoiceStates;
	isBot(userId: string): boolean;
	/** A user id that nobody has. */
	strangerId(): string;
	/** A user that any guild knows. */
	findUser(id: string): APIUser | undefined;
	now(): number;
	isBanned(userId: string): boolean;
	emit(event: GuildEvent): void;
}

/** Lets members join, leave and change, and emits the events. */
export class Membership {
	constructor(
		private readonly members: GuildMembers,
		private readonly around: MembershipSurroundings,
	) {}

	/** The member as it is now; throws if there is none. */
	require(userId: string): APIGuildMember {
		const member = this.members.list.member(userId);
		if (!member) throw new RangeError(`Guild ${this.around.guildId} has no member ${userId}`);
		return member;
	}

	/** Lets a user join: a new one, or a known one by `user.id`. If they are already here, it only emits the event. */
	join(given: MemberPatch): APIGuildMember {
		const { isBot, emit, strangerId } = this.around;
		const id = given.user?.id ?? strangerId();
		if (this.around.isBanned(id)) throw new RangeError(`The user ${id} is banned from guild ${this.around.guildId}`);
		const present = this.members.list.member(id);
		this.#put(mergeMember(present ?? this.#newcomer(id), given));
		emit({ type: 'memberAdd', member: this.require(id) });
		if (isBot(id) && !present) emit({ type: 'botAdded', botId: id });
		return this.require(id);
	}

	/** Lets a member leave, voice first. A bot loses the guild. */
	leave(userId: string): void {
		const { voice, isBot, emit } = this.around;
		const member = this.require(userId);
		if (voice().all.has(userId)) voice().set(userId, null);
		this.members.remove(member);
		emit({ type: 'memberRemove', user: member.user });
		if (isBot(userId)) emit({ type: 'botRemoved', botId: userId });
	}

	/** Changes any field of a member or of its user. */
	update(userId: string, patch: MemberPatch): APIGuildMember {
		const before = this.require(userId);
		this.#put(mergeMember(before, patch));
		const member = this.require(userId);
		this.around.emit({ type: 'memberUpdate', member, before });
		// If the guild deafens or mutes a member, that shows in voice at once.
		if (member.deaf !== before.deaf || member.mute !== before.mute) this.around.voice().refresh(userId);
		return member;
	}

	#newcomer(id: string): APIGuildMember {
		const { findUser, now, roles } = this.around;
		const known = this.members.user(id);
		const user = known ?? findUser(id) ?? newUser(id);
		return { ...newMember(user, now(), known !== undefined), roles: roles.ofBot(id) };
	}

	#put(member: APIGuildMember): void {
		const before = this.members.list.member(member.user.id)?.roles ?? [];
		for (const role of member.roles) if (!before.includes(role)) this.around.roles.require(role);
		this.members.put(member);
	}
}
