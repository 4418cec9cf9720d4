import type { RawMember } from '../../interfaces/ITransport.js';
import { isTooDeep } from '../../payloads/isTooDeep.js';
import type { MemberPatch } from '../MemberEvent.js';
import { Arena } from './Arena.js';
import { ArenaReader } from './ArenaReader.js';
import type { Json } from './FieldSet.js';
import {
	JOINED_AT_SHIFT,
	LINK_SHIFT,
	lowerBits,
	ODD,
	ROLES_SHIFT,
	STORED_MEMBER_FIELDS,
	STORED_USER_FIELDS,
	UNKNOWN_KEYS_SHIFT,
	USUAL,
	VALUE,
} from './fields.js';
import { readJson, writeJson } from './json.js';
import type { MemberCodec, States } from './MemberCodec.js';
import type { Column } from './Move.js';
import { RoleSets } from './RoleSets.js';
import { JOINED, MEMBER_STATES, ROLES, type ScannedMembers, USER_STATES } from './ScannedMembers.js';
import { formatTimestamp, momentOf, parseTimestamp, parseTimestampAt } from './timestamp.js';

const LINK = VALUE << LINK_SHIFT;
// The lower bit of each state. Together with the upper bit it says `ODD`.
const ODD_COLUMNS = (1 << ROLES_SHIFT) | (1 << JOINED_AT_SHIFT);
const ODD_MEMBER = lowerBits(STORED_MEMBER_FIELDS) | ODD_COLUMNS;
const ODD_USER = lowerBits(STORED_USER_FIELDS);
/** Bytes of a link. They are the last bytes of their row. */
const LINK_SIZE = 4;

/** What a row says, except the id. What is not in its words is between two places of the bytes. */
export interface RowData {
	memberStates: number;
	userStates: number;
	roleSet: number;
	joinedAt: number;
	bytes: Buffer;
	start: number;
	end: number;
}

/** To be filled by {@link MemberRows.dataOf} and the like, row by row. */
export function emptyRowData(): RowData {
	return { memberStates: 0, userStates: 0, roleSet: 0, joinedAt: 0, bytes: Buffer.alloc(0), start: 0, end: 0 };
}

/** The data of each row, except the id: a few words in columns, the rest in an arena. */
export class MemberRows {
	readonly roles = new RoleSets();
	/** The combination of roles of each row. */
	roleSet = new Uint32Array(1);
	#memberStates = new Uint32Array(1);
	#userStates = new Uint32Array(1);
	#joinedAt = new Float64Array(0);
	/** The address of the row in the arena. */
	#start = new Uint32Array(1);
	#count = 0;
	readonly #arena: Arena;
	readonly #states: States = { member: 0, user: 0 };
	#one: ArenaReader | undefined;

	/** @param expected - about how many rows there will be */
	constructor(
		readonly codec: MemberCodec,
		expected = 0,
	) {
		this.#arena = new Arena(expected);
		if (codec.keepsJoinedAt) this.#joinedAt = new Float64Array(1);
	}

	get bytes(): number {
		return [...this.columns, this.#arena].reduce((sum, { byteLength }) => sum + byteLength, this.roles.bytes);
	}

	/** The columns, of which those that are not kept have no length. */
	get columns(): readonly Column[] {
		return [this.roleSet, this.#memberStates, this.#userStates, this.#start, this.#joinedAt];
	}

	/** Goes on with others of the same beginning. */
	replaceColumns(columns: readonly Column[]): void {
		const [roleSet, memberStates, userStates, start, joinedAt] = columns;
		this.roleSet = roleSet as typeof this.roleSet;
		this.#memberStates = memberStates as typeof this.roleSet;
		this.#userStates = userStates as typeof this.roleSet;
		this.#start = start as typeof this.roleSet;
		this.#joinedAt = joinedAt as Float64Array<ArrayBuffer>;
	}

	/** Gives back the memory that is reserved and not used, except that of the columns. */
	trim(): void {
		this.roles.trim();
		this.#arena.trim();
	}

	/** Writes a member as the next row. */
	write(member: RawMember): void {
		const row = this.#begin();
		do this.#writeRow(row, member);
		while (!this.#arena.end(this.#start[row] as number));
	}

	/** Writes a member of a scanned list as the next row, in one function for the reason of {@link FieldSet.writeScanned}. */
	writeScanned(scanned: ScannedMembers, index: number): void {
		const arena = this.#arena;
		const { codec } = this;
		const { bytes } = scanned;
		const address = arena.begin();
		const row = this.#count++;
		this.#start[row] = address;
		do {
			scanned.seek(index);
			const { tape, base } = scanned;
			const states = codec.writeScanned(arena, scanned, tape[base + MEMBER_STATES] as number);
			this.#userStates[row] = codec.writeScannedUser(arena, scanned, tape[base + USER_STATES] as number);
			const rolesEnd = tape[base + ROLES + 1] as number;
			let roles = VALUE;
			if (rolesEnd >= 0) this.roleSet[row] = this.roles.internAt(bytes, tape[base + ROLES] as number, rolesEnd);
			else roles = this.#writeRoles(row, scanned.valueOf(tape[base + ROLES] as number, rolesEnd));
			const joinedEnd = tape[base + JOINED + 1] as number;
			let code: number | undefined;
			if (joinedEnd >= 0 && codec.keepsJoinedAt)
				code = parseTimestampAt(bytes, tape[base + JOINED] as number, joinedEnd);
			let joined = VALUE;
			if (code !== undefined) this.#joinedAt[row] = code;
			else joined = this.#writeJoinedAt(row, scanned.valueOf(tape[base + JOINED] as number, joinedEnd));
			this.#memberStates[row] = states | (roles << ROLES_SHIFT) | (joined << JOINED_AT_SHIFT);
		} while (!arena.end(address));
	}

	/** Adds a row that says nothing. */
	writeNothing(roleSet: number): void {
		const row = this.#begin();
		this.roleSet[row] = roleSet;
		this.#memberStates[row] = 0;
		this.#userStates[row] = 0;
	}

	/** Adds a row that says what a row elsewhere says, with a combination of roles of these rows. */
	copy(from: MemberRows, source: number, roleSet: number): void {
		const row = this.#begin();
		this.#memberStates[row] = (from.#memberStates[source] as number) & ~LINK;
		this.#userStates[row] = from.#userStates[source] as number;
		this.#joinedAt[row] = from.#joinedAt[source] as number;
		this.roleSet[row] = roleSet;
		const address = from.#start[source] as number;
		this.#arena.copy(from.#arena.segmentOf(address), from.#arena.offsetOf(address), from.#end(source));
	}

	/** Says in `data` what a row says. */
	dataOf(row: number, data: RowData): void {
		const address = this.#start[row] as number;
		data.memberStates = ((this.#memberStates[row] as number) & ~LINK) >>> 0;
		data.userStates = this.#userStates[row] as number;
		data.roleSet = this.roleSet[row] as number;
		data.joinedAt = this.#joinedAt[row] ?? 0;
		data.bytes = this.#arena.segmentOf(address);
		data.start = this.#arena.offsetOf(address);
		data.end = this.#end(row);
	}

	/** Adds a row that says this, with a combination of roles of these rows. */
	writeData({ memberStates, userStates, roleSet, joinedAt, bytes, start, end }: RowData): void {
		const row = this.#begin();
		this.#memberStates[row] = memberStates;
		this.#userStates[row] = userStates;
		this.#joinedAt[row] = joinedAt;
		this.roleSet[row] = roleSet;
		this.#arena.copy(bytes, start, end);
	}

	/** Takes the last row back, which nobody has read. */
	discardLast(): void {
		this.#count--;
		this.#arena.length = this.#arena.offsetOf(this.#start[this.#count] as number);
	}

	/** Makes the last row lead to the one that it replaces. */
	linkLast(old: number): void {
		this.#arena.reserve(LINK_SIZE);
		this.#arena.word(old);
		const last = this.#count - 1;
		this.#memberStates[last] = (this.#memberStates[last] as number) | LINK;
	}

	/** The row that this one replaced; -1 if there is none. */
	linkOf(row: number): number {
		if (!this.isLinked(row)) return -1;
		return this.#arena.segmentOf(this.#start[row] as number).readUInt32LE(this.#end(row));
	}

	/** Whether the last row says exactly what another one says. */
	isLastLike(other: number): boolean {
		const last = this.#count - 1;
		const words = [this.roleSet, this.#userStates, this.#joinedAt];
		if (words.some((column) => column[last] !== column[other])) return false;
		if (((this.#memberStates[other] as number) & ~LINK) >>> 0 !== this.#memberStates[last]) return false;
		const { bytes, length } = this.#arena;
		const [address, otherAddress] = [this.#start[last] as number, this.#start[other] as number];
		const [start, otherStart] = [this.#arena.offsetOf(address), this.#arena.offsetOf(otherAddress)];
		const otherBytes = this.#arena.segmentOf(otherAddress);
		return bytes.compare(otherBytes, otherStart, this.#end(other), start, length) === 0;
	}

	/** Puts what a row says, except the id, into `member` and `user`. */
	read(row: number, bound: number, member: Record<string, unknown>, user: Record<string, unknown>): void {
		const states = this.#statesOf(row);
		const reader = this.#reader(row);
		this.codec.read(reader, states, member, user);
		const roles = (states.member >>> ROLES_SHIFT) & 3;
		if (roles === VALUE) member.roles = this.roles.rolesOf(this.roleSet[row] as number, bound);
		else if (roles === ODD) member.roles = readJson(reader);
		const joined = (states.member >>> JOINED_AT_SHIFT) & 3;
		if (joined === USUAL) member.joined_at = null;
		else if (joined === VALUE) member.joined_at = formatTimestamp(this.#joinedAt[row] as number);
		else if (joined === ODD) member.joined_at = readJson(reader);
	}

	/**
	 * What a row says under a patch, reading only what the patch lacks, which is next to nothing in an update by Discord;
	 * `undefined` if the row has to be read whole.
	 */
	readUnder(row: number, patch: MemberPatch): RawMember | undefined {
		if (!patch.user || !('roles' in patch) || !('joined_at' in patch)) return undefined;
		const { member: states, user: userStates } = this.#statesOf(row);
		const member = this.codec.overMember(patch as Json, states, (place) => this.readOfMember(row, place));
		const user = this.codec.overUser(patch.user, userStates, (place) => this.readOfUser(row, place));
		return member && user && ({ ...member, user } as unknown as RawMember);
	}

	/** Whether two rows are sure to say the same of the user, by their bytes. */
	isUserLike(row: number, other: number): boolean {
		if (this.#userStates[row] !== this.#userStates[other] || this.#hasOddColumn(row) || this.#hasOddColumn(other)) {
			return false;
		}
		const [start, otherStart] = [this.#startOfUser(row), this.#startOfUser(other)];
		const bytes = this.#arena.segmentOf(this.#start[row] as number);
		const otherBytes = this.#arena.segmentOf(this.#start[other] as number);
		return bytes.compare(otherBytes, otherStart, this.#end(other), start, this.#end(row)) === 0;
	}

	/** Whether a flag of the member is `true`. */
	isFlagged(row: number, place: number): boolean {
		return (((this.#memberStates[row] as number) >>> (2 * place)) & ODD) === VALUE;
	}

	/** Whether a flag of the user is `true`. */
	isUserFlagged(row: number, place: number): boolean {
		return (((this.#userStates[row] as number) >>> (2 * place)) & ODD) === VALUE;
	}

	/** When the member joined, in epoch ms; NaN if that is not known. */
	joinedAtOf(row: number): number {
		const state = ((this.#memberStates[row] as number) >>> JOINED_AT_SHIFT) & ODD;
		if (state === VALUE) return momentOf(this.#joinedAt[row] as number);
		if (state !== ODD) return Number.NaN;
		const member: Record<string, unknown> = {};
		this.read(row, this.#count, member, {});
		return parseDate(member.joined_at);
	}

	/** A date of the member, in epoch ms; NaN if there is none. */
	dateOf(row: number, place: number): number {
		return parseDate(this.readOfMember(row, place));
	}

	/** One field of the member, by its place in their fields; `undefined` if it is absent. */
	readOfMember(row: number, place: number): unknown {
		const states = this.#memberStates[row] as number;
		// Most values are the usual ones, for which nothing was written.
		if (((states >>> (2 * place)) & VALUE) === 0) return this.codec.usualOfMember(states, place);
		return this.codec.readOfMember(this.#goTo(row), states, place);
	}

	/** One field of the user, by its place in their fields; `undefined` if it is absent. */
	readOfUser(row: number, place: number): unknown {
		const states = this.#userStates[row] as number;
		if (((states >>> (2 * place)) & VALUE) === 0) return this.codec.usualOfUser(states, place);
		return this.codec.readOfUser(this.#goTo(row), this.#memberStates[row] as number, states, place);
	}

	/** Two bits for each field of the member. */
	memberStatesOf(row: number): number {
		return this.#memberStates[row] as number;
	}

	userStatesOf(row: number): number {
		return this.#userStates[row] as number;
	}

	/** Reads all values that were written of a row that {@link MemberRows.isPlain}, each into the place of its field. */
	readWritten(row: number, member: unknown[], user: unknown[]): void {
		const states = this.#memberStates[row] as number;
		this.codec.readWritten(this.#goTo(row), states, this.#userStates[row] as number, member, user);
	}

	/** Whether a field of the user has another value than its usual one; reads no value. */
	isUserTold(row: number, place: number): boolean {
		return (((this.#userStates[row] as number) >>> (2 * place)) & VALUE) !== 0;
	}

	/** When the member joined, as Discord sends it; `undefined` if it is absent, or is to be read with everything else. */
	readJoinedAt(row: number): string | null | undefined {
		const state = ((this.#memberStates[row] as number) >>> JOINED_AT_SHIFT) & 3;
		if (state === VALUE) return formatTimestamp(this.#joinedAt[row] as number);
		return state === USUAL ? null : undefined;
	}

	/** The epoch ms at which the member joined, if that is a time; `null` if it is null, `undefined` if it is absent. */
	readJoinedMs(row: number): number | null | undefined {
		const state = ((this.#memberStates[row] as number) >>> JOINED_AT_SHIFT) & 3;
		if (state === VALUE) return momentOf(this.#joinedAt[row] as number);
		return state === USUAL ? null : undefined;
	}

	/**
	 * Whether what the row says is of the kinds that Discord is known to send: no field has a value of another kind, and the
	 * user has no key beside the known ones.
	 */
	isPlain(row: number): boolean {
		const states = this.#memberStates[row] as number;
		const userStates = this.#userStates[row] as number;
		if ((states & (states >>> 1) & ODD_MEMBER) !== 0) return false;
		return (userStates & (userStates >>> 1) & ODD_USER) === 0 && userStates >>> UNKNOWN_KEYS_SHIFT === 0;
	}

	readNames(row: number): string[] {
		return this.codec.readNames(this.#reader(row), this.#statesOf(row));
	}

	#begin(): number {
		this.#start[this.#count] = this.#arena.begin();
		return this.#count++;
	}

	#writeRow(row: number, member: RawMember): void {
		this.codec.write(this.#arena, member, this.#states);
		const roles = this.#writeRoles(row, member.roles) << ROLES_SHIFT;
		this.#memberStates[row] =
			this.#states.member | roles | (this.#writeJoinedAt(row, member.joined_at) << JOINED_AT_SHIFT);
		this.#userStates[row] = this.#states.user;
	}

	#writeRoles(row: number, roles: unknown): number {
		const isList = isTextList(roles);
		this.roleSet[row] = this.roles.intern(isList ? roles : []);
		if (isList) return VALUE;
		if (roles === undefined || isTooDeep(roles)) return 0;
		writeJson(this.#arena, roles);
		return ODD;
	}

	#writeJoinedAt(row: number, text: unknown): number {
		if (!this.codec.keepsJoinedAt) return 0;
		this.#joinedAt[row] = 0;
		if (text === undefined || isTooDeep(text)) return 0;
		if (text === null) return USUAL;
		const code = typeof text === 'string' ? parseTimestamp(text) : undefined;
		if (code === undefined) writeJson(this.#arena, text);
		else this.#joinedAt[row] = code;
		return code === undefined ? ODD : VALUE;
	}

	#statesOf(row: number): States {
		return { member: this.#memberStates[row] as number, user: this.#userStates[row] as number };
	}

	#reader(row: number): ArenaReader {
		return new ArenaReader(this.#arena, this.#start[row] as number);
	}

	/** The one reader of single fields, at a row. */
	#goTo(row: number): ArenaReader {
		const address = this.#start[row] as number;
		this.#one ??= new ArenaReader(this.#arena, address);
		this.#one.moveTo(this.#arena, address);
		return this.#one;
	}

	/** Its roles or its date of joining are not in their column, but come last in the arena. */
	#hasOddColumn(row: number): boolean {
		const states = this.#memberStates[row] as number;
		return (states & (states >>> 1) & ODD_COLUMNS) !== 0;
	}

	/** Where in its segment a row begins to say something of the user. */
	#startOfUser(row: number): number {
		const reader = this.#goTo(row);
		this.codec.skipMember(reader, this.#memberStates[row] as number);
		return reader.at;
	}

	/** Whether the row has replaced another one. */
	isLinked(row: number): boolean {
		return ((this.#memberStates[row] as number) & LINK) !== 0;
	}

	/** Where in its segment what the row says ends. */
	#end(row: number): number {
		const next = row + 1 < this.#count ? this.#start[row + 1] : undefined;
		const end = this.#arena.endOf(this.#start[row] as number, next);
		return this.isLinked(row) ? end - LINK_SIZE : end;
	}
}

function parseDate(value: unknown): number {
	return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function isTextList(value: unknown): value is readonly string[] {
	if (!Array.isArray(value)) return false;
	for (let i = 0; i < value.length; i++) if (typeof value[i] !== 'string') return false;
	return true;
}
