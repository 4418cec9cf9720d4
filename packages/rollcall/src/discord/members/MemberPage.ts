import {
	type Client,
	type Guild,
	type GuildMember,
	GuildMemberFlagsBitField,
	type User,
	UserFlagsBitField,
} from 'discord.js';
import type { Columns } from '../../roster/columns/Columns.js';
import { placeOf, STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from '../../roster/columns/fields.js';
import { keepShape } from './lazily.js';
import type { MemberHome } from './MemberHome.js';
import { PageValues, room, type Values } from './PageValues.js';
import type { RoleLists } from './RoleLists.js';

/** What the pages of the same columns share. */
export interface PageSource {
	readonly client: Client;
	/** `undefined`: there are only users. */
	readonly home: MemberHome | undefined;
	readonly columns: Columns;
	/** The first so many rows are seen. */
	readonly bound: number;
	/** The user of a row of the page, if no home has them. */
	userIn(page: MemberPage, row: number): User;
	/** The lists of roles for readers of now. */
	roleLists(): RoleLists;
}

/** More fields than a member or a user has. */
const MOST_FIELDS = 16;

const member = (key: string) => placeOf(STORED_MEMBER_FIELDS, key);
const user = (key: string) => placeOf(STORED_USER_FIELDS, key);

const NICK = member('nick');
const PENDING = member('pending');
const MEMBER_FLAGS = member('flags');
const USERNAME = user('username');
const GLOBAL_NAME = user('global_name');
const PUBLIC_FLAGS = user('public_flags');

/** Makes a UserFlagsBitField of bits that were checked when they were stored. */
const UserFlags = function (this: { bitfield: number }, bits: number): void {
	this.bitfield = bits;
} as unknown as new (
	bits: number,
) => UserFlagsBitField;
UserFlags.prototype = UserFlagsBitField.prototype;
keepShape(new UserFlags(0));

type MemberFlags = Readonly<GuildMemberFlagsBitField>;
/** They are frozen, so members with the same flags can share them. */
const frozenFlags = new Map<number, MemberFlags>();

/** The flags of a member. */
export function flagsOf(bits: number): MemberFlags {
	const known = frozenFlags.get(bits);
	if (known !== undefined) return known;
	const flags = new GuildMemberFlagsBitField(bits).freeze();
	frozenFlags.set(bits, flags);
	return flags;
}

/**
 * Neighbouring rows, the objects that were made of them, and the values that were read. Each of its objects holds the
 * page, and it is held weakly elsewhere: so an object stays the same while anybody holds it, without a weak reference
 * for each.
 *
 * Each method reads what discord.js makes of a field, for the row `at` places from the first.
 */
export class MemberPage {
	readonly members = new PageValues<GuildMember>();
	readonly users = new PageValues<User>();
	#ids: Values<string> | undefined;
	#nicknames: Values<string | null> | undefined;
	#usernames: Values<string | null> | undefined;
	/** A bit for each row whose username was read. */
	#namesRead = 0;
	#globalNames: Values<string | null> | undefined;
	#userFlags: Values<UserFlagsBitField> | undefined;
	/** Objects that were read, of the few members who have any. */
	#objects: Map<number, object> | undefined;
	#roles: RoleLists | undefined;

	constructor(
		readonly source: PageSource,
		readonly first: number,
	) {}

	get guild(): Guild {
		return (this.source.home as MemberHome).guild;
	}

	idOf(at: number): string {
		this.#ids ??= room();
		const known = this.#ids[at];
		if (known !== undefined) return known;
		const id = this.source.columns.idOf(this.first + at);
		this.#ids[at] = id;
		return id;
	}

	/** The user of a member. */
	userOf(at: number): User {
		return this.knownUserOf(at) ?? this.source.userIn(this, this.first + at);
	}

	/** The same, unless they have no object yet. */
	knownUserOf(at: number): User | undefined {
		const known = this.users.get(at);
		if (known !== undefined) return known;
		const { home, columns, bound } = this.source;
		const user = home?.userOf?.(columns, this.first + at, bound);
		if (user !== undefined) this.users.set(at, user);
		return user;
	}

	rolesOf(at: number): string[] {
		if (!this.#roles?.isCurrent) this.#roles = this.source.roleLists();
		return this.#roles.of(this.source.columns.rows.roleSet[this.first + at] as number);
	}

	/** A field of the member as Discord sent it; `undefined` if it is absent. */
	memberField(at: number, place: number): unknown {
		return this.source.columns.rows.readOfMember(this.first + at, place);
	}

	/** A field of the user as Discord sent it; `undefined` if it is absent. */
	userField(at: number, place: number): unknown {
		return this.source.columns.rows.readOfUser(this.first + at, place);
	}

	/** When the member joined, in epoch ms. */
	joinedMs(at: number): number | null {
		return this.source.columns.rows.readJoinedMs(this.first + at) ?? null;
	}

	isPending(at: number): boolean | null {
		const sent = this.memberField(at, PENDING) as boolean | undefined;
		if (sent !== undefined) return sent;
		return this.joinedMs(at) === null ? null : false;
	}

	nickname(at: number): string | null {
		this.#nicknames ??= room();
		const known = this.#nicknames[at];
		if (known !== undefined) return known;
		const nickname = this.readNickname(at);
		this.#nicknames[at] = nickname;
		return nickname;
	}

	// Nothing is kept of what these read, for an object that keeps it itself.

	readNickname(at: number): string | null {
		return (this.memberField(at, NICK) ?? null) as string | null;
	}

	readUsername(at: number): string | null {
		return (this.userField(at, USERNAME) ?? null) as string | null;
	}

	readGlobalName(at: number): string | null {
		return (this.userField(at, GLOBAL_NAME) ?? null) as string | null;
	}

	readId(at: number): string {
		return this.#ids?.[at] ?? this.source.columns.idOf(this.first + at);
	}

	/** Flags of the user with these bits. Those that were read already are the user's own. */
	flagsOfUser(at: number, bits: number): UserFlagsBitField {
		return this.#userFlags?.[at] ?? new UserFlags(bits);
	}

	readMemberObject<Made extends object>(at: number, place: number, make: (sent: unknown) => Made | null): Made | null {
		const known = this.#objects?.get(this.#key(at, place));
		return known === undefined ? make(this.memberField(at, place)) : (known as Made);
	}

	readUserObject<Made extends object>(at: number, place: number, make: (sent: unknown) => Made | null): Made | null {
		const known = this.#objects?.get(-1 - this.#key(at, place));
		return known === undefined ? make(this.userField(at, place)) : (known as Made);
	}

	/** It is kept from the second read on: a walk that reads each once would hold all names until its turn is over. */
	username(at: number): string | null {
		const known = this.#usernames?.[at];
		if (known !== undefined) return known;
		const username = this.readUsername(at);
		if (((this.#namesRead >>> at) & 1) === 1) {
			this.#usernames ??= room();
			this.#usernames[at] = username;
		}
		this.#namesRead |= 1 << at;
		return username;
	}

	/** A yes-or-no of the user that is null if no name of theirs is known. */
	userFlag(at: number, place: number): boolean | null {
		const sent = this.userField(at, place) as boolean | undefined;
		if (sent !== undefined) return sent;
		return this.hasUsername(at) ? false : null;
	}

	/** Whether the user has a name; reads none. */
	hasUsername(at: number): boolean {
		return this.source.columns.rows.isUserTold(this.first + at, USERNAME);
	}

	globalName(at: number): string | null {
		this.#globalNames ??= room();
		const known = this.#globalNames[at];
		if (known !== undefined) return known;
		const globalName = this.readGlobalName(at);
		this.#globalNames[at] = globalName;
		return globalName;
	}

	/** What discord.js makes of an object of the member; the same one at each read. */
	memberObject<Made extends object>(at: number, place: number, make: (sent: unknown) => Made | null): Made | null {
		return this.#object(this.#key(at, place), () => make(this.memberField(at, place)));
	}

	/** What discord.js makes of an object of the user; the same one at each read. */
	userObject<Made extends object>(at: number, place: number, make: (sent: unknown) => Made | null): Made | null {
		return this.#object(-1 - this.#key(at, place), () => make(this.userField(at, place)));
	}

	memberFlags(at: number): MemberFlags {
		return flagsOf((this.memberField(at, MEMBER_FLAGS) ?? 0) as number);
	}

	/** Each user has flags of their own, because they can be changed. */
	userFlags(at: number): UserFlagsBitField | null {
		this.#userFlags ??= room();
		const known = this.#userFlags[at];
		if (known !== undefined) return known;
		const bits = this.userField(at, PUBLIC_FLAGS) as number | undefined;
		if (bits === undefined) return null;
		const flags = new UserFlags(bits);
		this.#userFlags[at] = flags;
		return flags;
	}

	#key(at: number, place: number): number {
		return at * MOST_FIELDS + place;
	}

	#object<Made extends object>(key: number, make: () => Made | null): Made | null {
		const known = this.#objects?.get(key);
		if (known !== undefined) return known as Made;
		const made = make();
		if (made === null) return null;
		this.#objects ??= new Map();
		this.#objects.set(key, made);
		return made;
	}
}

/** For objects that read no row. */
export const NO_PAGE = new MemberPage({} as PageSource, 0);
