import type { RawMember } from '../../interfaces/ITransport.js';
import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';
import { FieldSet, type Json } from './FieldSet.js';
import { STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from './fields.js';
import type { ScannedMembers } from './ScannedMembers.js';

/** Two bits a field, of the member and of the user: absent, the usual value, another one, or one that was not expected. */
export interface States {
	member: number;
	user: number;
}

/** The first fields of a user are names, and the first field of a member is one. */
const NAMES_OF_USER = 2;

/**
 * Writes the fields of a member into an arena and reads them back as they were. Null stays null, absent stays absent, and
 * unknown keys are kept like any other.
 */
export class MemberCodec {
	readonly keepsJoinedAt: boolean;
	readonly #member: FieldSet;
	readonly #user: FieldSet;

	/** @param kept - names of the fields to keep; ids and roles are always kept */
	constructor(readonly kept: 'all' | readonly string[] = 'all') {
		this.#member = new FieldSet(STORED_MEMBER_FIELDS, ['user', 'roles', 'joined_at'], kept);
		this.#user = new FieldSet(STORED_USER_FIELDS, ['id'], kept);
		this.keepsJoinedAt = kept === 'all' || kept.includes('joined_at');
	}

	/** Writes all fields except those that are columns, and says in `states` what was written. */
	write(arena: Arena, member: RawMember, states: States): void {
		states.member = this.#member.write(arena, member as unknown as Json);
		states.user = this.#user.write(arena, member.user as unknown as Json);
	}

	/** Writes the member that a scanned list is at, but not their user. Returns what was written. */
	writeScanned(arena: Arena, scanned: ScannedMembers, found: number): number {
		return this.#member.writeScanned(arena, scanned, found);
	}

	/** The same of their user, who comes next. */
	writeScannedUser(arena: Arena, scanned: ScannedMembers, found: number): number {
		return this.#user.writeScanned(arena, scanned, found);
	}

	/** Puts what was written onto `member` and `user`. */
	read(reader: ArenaReader, states: States, member: Json, user: Json): void {
		this.#member.read(reader, states.member, member);
		this.#member.readUnknown(reader, states.member, member);
		this.#user.read(reader, states.user, user);
		this.#user.readUnknown(reader, states.user, user);
	}

	/** A field of the member for which nothing was written. */
	usualOfMember(states: number, place: number): unknown {
		return this.#member.usualOf(states, place);
	}

	usualOfUser(states: number, place: number): unknown {
		return this.#user.usualOf(states, place);
	}

	/** One field of the member, for which something was written, by its place. */
	readOfMember(reader: ArenaReader, states: number, place: number): unknown {
		return this.#member.readOne(reader, states, place);
	}

	/** One field of the user, for which something was written, by its place. */
	readOfUser(reader: ArenaReader, memberStates: number, states: number, place: number): unknown {
		this.#member.skipAll(reader, memberStates);
		return this.#user.readOne(reader, states, place);
	}

	/** The fields of a member that a patch tells, over those of a row. See {@link FieldSet.over}. */
	overMember(told: Json, states: number, read: (place: number) => unknown): Json | undefined {
		return this.#member.over(told, states, read);
	}

	/** The same of their user. */
	overUser(told: Json, states: number, read: (place: number) => unknown): Json | undefined {
		return this.#user.over(told, states, read);
	}

	/** Goes to what was written of the user. */
	skipMember(reader: ArenaReader, states: number): void {
		this.#member.skipAll(reader, states);
	}

	/** Reads all values that were written of a plain member, and of their user, each into its place. */
	readWritten(reader: ArenaReader, states: number, userStates: number, member: unknown[], user: unknown[]): void {
		this.#member.readWritten(reader, states, member);
		this.#user.readWritten(reader, userStates, user);
	}

	/** The names that were written: nickname, username and global name, if they are kept and there. */
	readNames(reader: ArenaReader, states: States): string[] {
		const member: Json = {};
		const user: Json = {};
		this.#member.read(reader, states.member, member);
		this.#member.readUnknown(reader, states.member, member);
		this.#user.read(reader, states.user, user, NAMES_OF_USER);
		return [member.nick, user.username, user.global_name].filter((name) => typeof name === 'string');
	}
}

const ALL_FIELDS = new MemberCodec();
const codecs = new WeakMap<readonly string[], MemberCodec>();

/** The codec that keeps these fields: one for all guilds, because a small guild takes less memory than a codec. */
export function codecOf(kept: 'all' | readonly string[]): MemberCodec {
	if (kept === 'all') return ALL_FIELDS;
	const codec = codecs.get(kept) ?? new MemberCodec(kept);
	codecs.set(kept, codec);
	return codec;
}
