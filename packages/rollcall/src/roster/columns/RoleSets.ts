import { RecentRoles } from './RecentRoles.js';
import { resized, resizedTogether } from './resized.js';

const LEAST_CAPACITY = 16;
/** Sets a slot. */
const MAX_LOAD = 0.7;
/** What a role takes beside its sets, measured as heap: its id, two numbers, and with a map an entry there. */
const ROLE_BYTES = 65;
const MAPPED_ROLE_BYTES = 95;
/** So few sets find their slots at once. */
const FEW_SETS = 0x2000;
/** How many sets find their slots in larger ones for each set that is new. */
const PACE = 8;
const QUOTE = 0x22;
const NEVER = Number.POSITIVE_INFINITY;
/** In place of a role. */
const NONE = -1;

/** Up to this many roles, to look through all ids is as quick as a map of them, which takes more memory than the roles. */
const FEW_ROLES = 24;

/**
 * Which roles members hold. Each combination is kept once, with the newest of its holders' rows, and the holders of each role
 * are counted. A deleted role stays in its sets, and later readers skip it, so that a deletion touches no member.
 */
export class RoleSets {
	/** The ids of the roles. A role that was deleted and made again, as only data can say, is another one. */
	readonly #ids: string[] = [];
	/** How many members hold each role now. */
	readonly #holders: number[] = [];
	/** Roles, and the row count at which each was deleted. Views that reach no further still have it. */
	#deleted: Map<number, number> | undefined;
	/** The roles that are not deleted, by their ids, once there are more than a few. */
	#living: Map<string, number> | undefined;
	/** Some of the living ones, while lists come. */
	#recent: RecentRoles | undefined;
	/** Row + 1 of the newest holder of each set, which leads to the others; 0 is none. */
	heads = new Uint32Array(LEAST_CAPACITY);
	/** Roles of all sets, one after the other; set `s` begins at `#starts[s]`. */
	#items: Uint16Array | Uint32Array = new Uint16Array(LEAST_CAPACITY);
	#starts = new Uint32Array(LEAST_CAPACITY + 1);
	#slots = new Uint32Array(2 * LEAST_CAPACITY);
	/** More slots, which are filled little by little when these become tight, and how many sets they have. */
	#larger: Uint32Array<ArrayBuffer> | undefined;
	#movedCount = 0;
	#count = 0;
	/** Sets that name a role twice, if there are any. */
	#repeating: Set<number> | undefined;
	/** How many roles were deleted so far. Until it changes, a set has the same roles for later readers, too. */
	deletions = 0;

	/** How many sets there are. */
	get size(): number {
		return this.#count;
	}

	get bytes(): number {
		const arrays = [this.heads, this.#items, this.#starts, this.#slots, this.#larger];
		const roles = this.#ids.length * (this.#living ? MAPPED_ROLE_BYTES : ROLE_BYTES);
		return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), roles);
	}

	/** The set of exactly these roles in this order. */
	intern(roleIds: readonly string[]): number {
		const start = this.#starts[this.#count] as number;
		const end = start + roleIds.length;
		this.#reserveItems(end);
		for (let i = 0; i < roleIds.length; i++) {
			const role = this.#roleOf(roleIds[i] as string); // may replace the items
			this.#items[start + i] = role;
		}
		const slot = this.#slotOf(start, end);
		const found = this.#slots[slot] as number;
		return found > 0 ? found - 1 : this.#add(end, slot);
	}

	/** The same of a list of texts as JSON without escapes or blanks, in UTF-8. Most roles are found without their texts. */
	internAt(bytes: Buffer, from: number, to: number): number {
		this.#recent ??= new RecentRoles();
		const start = this.#starts[this.#count] as number;
		let end = start;
		let length = 0;
		for (let at = from + 1; at < to - 1; at++) {
			const opening = ++at;
			// Ids mostly are as long as the one before. If none that is known stands there, the next quote decides.
			let closing = opening + length;
			let role = bytes[closing] === QUOTE ? this.#recent.find(bytes, opening, closing) : NONE;
			if (role === NONE) {
				for (closing = opening; bytes[closing] !== QUOTE; ) closing++;
				if (closing - opening !== length) role = this.#recent.find(bytes, opening, closing);
				length = closing - opening;
			}
			if (role === NONE) {
				role = this.#roleOf(bytes.toString('utf8', opening, closing)); // may replace the items
				this.#recent.note(bytes, opening, closing, role);
			}
			if (end >= this.#items.length) this.#reserveItems(end + 1);
			this.#items[end++] = role;
			at = closing + 1;
		}
		const slot = this.#slotOf(start, end);
		const found = this.#slots[slot] as number;
		return found > 0 ? found - 1 : this.#add(end, slot);
	}

	/** The roles of a set, for a reader who sees the first `bound` rows. */
	rolesOf(set: number, bound: number): string[] {
		const roles: string[] = [];
		const end = this.#starts[set + 1] as number;
		for (let at = this.#starts[set] as number; at < end; at++) {
			const role = this.#items[at] as number;
			if (!this.#deleted || this.#deletionOf(role) >= bound) roles.push(this.#ids[role] as string);
		}
		return roles;
	}

	/** Gives back the memory that is reserved and not used. */
	trim(): void {
		this.#recent = undefined;
		this.#resize(this.#count);
		this.#items = resized(this.#items, this.#starts[this.#count] as number);
		if (this.#count > FEW_SETS) return;
		this.#larger = undefined;
		this.#grow(this.#count);
	}

	/** The role is gone for all readers who see row `row`. */
	delete(roleId: string, row: number): void {
		const role = this.#find(roleId);
		if (role === NONE) return;
		this.#deleted ??= new Map();
		this.#deleted.set(role, row);
		this.deletions++;
		this.#recent = undefined;
		this.#living?.delete(roleId); // a member who gets it later has a role of the same id that exists
	}

	/** The roles that were deleted at a row, or later. */
	deletedSince(row: number): string[] {
		const deleted = [...(this.#deleted ?? [])].filter(([, deletedAt]) => deletedAt >= row);
		return deleted.map(([role]) => this.#ids[role] as string);
	}

	/** Counts a member who holds a set (1), or no longer holds it (-1). */
	count(set: number, change: 1 | -1): void {
		const isRepeating = this.#repeating?.has(set) ?? false;
		const start = this.#starts[set] as number;
		const end = this.#starts[set + 1] as number;
		for (let at = start; at < end; at++) {
			const item = this.#items[at] as number;
			if (isRepeating && this.#items.indexOf(item, start) < at) continue;
			this.#holders[item] = (this.#holders[item] as number) + change;
		}
	}

	/** How many members hold the role now. */
	holdersOf(roleId: string): number {
		return this.#holders[this.#find(roleId)] ?? 0;
	}

	/** How many members hold each role that somebody holds now. */
	holdersOfAll(): Map<string, number> {
		const held = this.#ids.map(
			(id, role) => [id, this.#deleted?.has(role) ? 0 : (this.#holders[role] as number)] as const,
		);
		return new Map(held.filter(([, count]) => count > 0));
	}

	/** How many members hold each role, from the number of members of each set. */
	countRoles(members: Uint32Array, bound: number): Map<string, number> {
		const counts = new Map<string, number>();
		for (let set = 0; set < this.#count; set++) {
			const count = members[set] as number;
			if (count === 0) continue;
			for (const role of new Set(this.rolesOf(set, bound))) counts.set(role, (counts.get(role) ?? 0) + count);
		}
		return counts;
	}

	/** A mark for each set without an id that `isRole`. */
	withoutRoles(bound: number, isRole: (id: string) => boolean): Uint8Array {
		return Uint8Array.from({ length: this.#count }, (_, set) => (this.rolesOf(set, bound).some(isRole) ? 0 : 1));
	}

	/** A mark for each set that holds at least one of the roles, for a reader who sees the first `bound` rows. */
	withAnyRole(roleIds: Iterable<string>, bound: number): Uint8Array {
		const marks = new Uint8Array(this.#count);
		for (const roleId of roleIds) this.#mark(marks, roleId, bound, (mark, holds) => mark | holds);
		return marks;
	}

	/** A mark for each set that holds all of the roles, for a reader who sees the first `bound` rows. */
	withAllRoles(roleIds: Iterable<string>, bound: number): Uint8Array {
		const marks = new Uint8Array(this.#count).fill(1);
		for (const roleId of roleIds) this.#mark(marks, roleId, bound, (mark, holds) => mark & holds);
		return marks;
	}

	/** Changes each mark by whether its set has the role (1) or not (0). */
	#mark(marks: Uint8Array, roleId: string, bound: number, change: (mark: number, holds: number) => number): void {
		const role = this.#ids.findIndex((id, index) => id === roleId && this.#deletionOf(index) >= bound);
		let at = 0;
		for (let set = 0; set < marks.length; set++) {
			let holds = 0;
			for (const end = this.#starts[set + 1] as number; at < end; at++) if (this.#items[at] === role) holds = 1;
			marks[set] = change(marks[set] as number, holds);
		}
	}

	#roleOf(id: string): number {
		const found = this.#find(id);
		if (found !== NONE) return found;
		const role = this.#ids.push(id) - 1;
		this.#holders.push(0);
		if (this.#living) this.#living.set(id, role);
		else if (role === FEW_ROLES) this.#living = new Map(this.#livingRoles());
		if (role === 0x1_0000) this.#items = Uint32Array.from(this.#items);
		return role;
	}

	/** The role of the id that is not deleted. */
	#find(id: string): number {
		if (this.#living) return this.#living.get(id) ?? NONE;
		const role = this.#ids.indexOf(id);
		return role !== NONE && this.#deleted?.has(role) ? this.#findAgain(id, role) : role;
	}

	/** The role of the id that came after a deleted one. */
	#findAgain(id: string, deleted: number): number {
		const role = this.#ids.indexOf(id, deleted + 1);
		return role !== NONE && this.#deleted?.has(role) ? this.#findAgain(id, role) : role;
	}

	*#livingRoles(): Generator<[string, number], undefined> {
		for (const [role, id] of this.#ids.entries()) if (!this.#deleted?.has(role)) yield [id, role];
	}

	#deletionOf(role: number): number {
		return this.#deleted?.get(role) ?? NEVER;
	}

	#add(end: number, slot: number): number {
		const set = this.#count++;
		if (this.#repeats(this.#starts[set] as number, end)) {
			this.#repeating ??= new Set();
			this.#repeating.add(set);
		}
		if (this.#count > this.heads.length) this.#resize(this.#count * 1.5);
		this.#starts[this.#count] = end;
		this.#slots[slot] = this.#count;
		if (this.#larger || this.#count > this.#slots.length * MAX_LOAD) this.#grow(this.#count * 1.5);
		return set;
	}

	/** Whether a role is named twice. A loop is much quicker than the methods of a typed array, and most sets are short. */
	#repeats(start: number, end: number): boolean {
		const items = this.#items;
		for (let at = start + 1; at < end; at++)
			for (let before = start; before < at; before++) if (items[before] === items[at]) return true;
		return false;
	}

	/** The slot of the set with the items from `start` to `end`, or the empty slot that it would get. */
	#slotOf(start: number, end: number, slots: Uint32Array = this.#slots): number {
		let hash = end - start;
		for (let at = start; at < end; at++) {
			hash = Math.imul(hash ^ (this.#items[at] as number), 0x9e37_79b1);
			hash ^= hash >>> 15;
		}
		let slot = (hash >>> 0) % slots.length;
		for (;;) {
			const entry = slots[slot] as number;
			if (entry === 0 || this.#equals(entry - 1, start, end - start)) return slot;
			if (++slot === slots.length) slot = 0;
		}
	}

	#equals(set: number, start: number, size: number): boolean {
		const other = this.#starts[set] as number;
		if ((this.#starts[set + 1] as number) - other !== size) return false;
		for (let i = 0; i < size; i++) if (this.#items[other + i] !== this.#items[start + i]) return false;
		return true;
	}

	/** Fills slots for this many sets, or for as many as they were begun for. */
	#grow(sets: number): void {
		if (!this.#larger) {
			this.#larger = new Uint32Array(Math.ceil(sets / MAX_LOAD) + 1);
			this.#movedCount = 0;
		}
		const larger = this.#larger;
		const end = this.#count <= FEW_SETS ? this.#count : Math.min(this.#count, this.#movedCount + PACE);
		for (; this.#movedCount < end; this.#movedCount++) {
			const [start, next] = [this.#starts[this.#movedCount], this.#starts[this.#movedCount + 1]];
			larger[this.#slotOf(start as number, next as number, larger)] = this.#movedCount + 1;
		}
		if (end < this.#count) return;
		this.#slots = larger;
		this.#larger = undefined;
	}

	#resize(sets: number): void {
		const capacity = Math.ceil(sets);
		[this.heads, this.#starts] = resizedTogether([this.heads, this.#starts], [capacity, capacity + 1]);
	}

	#reserveItems(count: number): void {
		if (count <= this.#items.length) return;
		this.#items = resized(this.#items, Math.ceil(count * 1.5));
	}
}
