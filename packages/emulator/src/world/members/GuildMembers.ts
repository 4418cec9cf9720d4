import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { saveMap } from '../saved/index.js';
import type { BaseMembers } from './BaseMembers.js';
import { MemberList } from './MemberList.js';
import { type MemberPatch, mergeUser } from './mergeMember.js';
import { Overlay } from './Overlay.js';

/** How many of those who left stay known. In a world that runs for days, all of them would fill the memory. */
const MOST_FORMER_USERS = 10_000;

/** The members of a guild as they change. Snapshots stay as they were. */
export class GuildMembers {
	#overlay = new Overlay();
	#list: MemberList;
	#isShared = false;
	#baseRoleCounts: Map<string, number> | undefined;
	readonly #formerUsers = new Map<string, APIUser>();

	constructor(readonly base: BaseMembers) {
		this.#list = new MemberList(base, this.#overlay);
	}

	get list(): MemberList {
		return this.#list;
	}

	/** The members of this moment, unchanging. It is free: the next change works on a copy of the overlay. */
	snapshot(): MemberList {
		this.#isShared = true;
		return this.#list;
	}

	/** Keeps the members of this moment. The returned function makes them the members again. */
	save(): () => void {
		this.#isShared = true;
		const [overlay, list, putFormerUsersBack] = [this.#overlay, this.#list, saveMap(this.#formerUsers)];
		return () => {
			this.#overlay = overlay;
			this.#list = list;
			this.#isShared = true;
			putFormerUsersBack();
		};
	}

	/** A user who is a member, or one of the last who were. After leaving a guild they are still a user. */
	user(id: string): APIUser | undefined {
		const present = this.#list.member(id)?.user ?? cloneJson(this.#formerUsers.get(id));
		if (present) return present;
		const index = this.base.ids.indexOf(id);
		return index < 0 ? undefined : this.base.userAt(index);
	}

	/** Sets a member, who may be new. The object is kept, so do not change it later. */
	put(member: APIGuildMember): void {
		const { id } = member.user;
		const index = this.base.ids.indexOf(id);
		const overlay = this.#ownOverlay();
		this.#formerUsers.delete(id);
		if (index < 0) overlay.putAdded(id, member);
		else overlay.putBase(index, member);
	}

	remove(member: APIGuildMember): void {
		const { id } = member.user;
		const index = this.base.ids.indexOf(id);
		const overlay = this.#ownOverlay();
		if (index < 0 || overlay.updated.has(index)) this.#rememberFormer(member.user);
		if (index < 0) overlay.removeAdded(id);
		else overlay.removeBase(index);
	}

	/** Changes a user who was a member, so that they come back as they are now. */
	updateFormer(id: string, patch: NonNullable<MemberPatch['user']>): void {
		const user = this.user(id);
		if (user) this.#rememberFormer(mergeUser(user, cloneJson(patch)));
	}

	/** Takes a role from everybody. */
	removeRole(roleId: string): void {
		this.#ownOverlay().deletedRoles.add(roleId);
	}

	/** How many members have each role. The first call reads every base member, later calls only the changes. */
	roleCounts(): Map<string, number> {
		const { updated, departed, added, deletedRoles } = this.#overlay;
		this.#baseRoleCounts ??= this.#countBaseRoles();
		const counts = new Map(this.#baseRoleCounts);
		for (const index of [...updated.keys(), ...departed]) addTo(counts, this.base.rolesAt(index), -1);
		for (const member of [...updated.values(), ...added.values()]) addTo(counts, member.roles, 1);
		for (const role of deletedRoles) counts.delete(role);
		return counts;
	}

	/** The users of the start need no room, unless they have changed. */
	#rememberFormer(user: APIUser): void {
		this.#formerUsers.delete(user.id);
		this.#formerUsers.set(user.id, user);
		const [longestGone] = this.#formerUsers.keys();
		if (this.#formerUsers.size > MOST_FORMER_USERS) this.#formerUsers.delete(longestGone as string);
	}

	#countBaseRoles(): Map<string, number> {
		const counts = new Map<string, number>();
		for (let index = 0; index < this.base.count; index++) addTo(counts, this.base.rolesAt(index), 1);
		return counts;
	}

	#ownOverlay(): Overlay {
		if (this.#isShared) {
			this.#overlay = new Overlay(this.#overlay);
			this.#list = new MemberList(this.base, this.#overlay);
			this.#isShared = false;
		}
		return this.#overlay;
	}
}

function addTo(counts: Map<string, number>, roles: readonly string[], by: number): void {
	for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + by);
}
