import type { APIGuildMember } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { compareSnowflakes } from '../../random/index.js';
import type { BaseMembers } from './BaseMembers.js';
import type { Overlay } from './Overlay.js';
import { byNumber, lowerBound } from './sorted.js';

/** A member of the list: an index of the base, or the id of a later member. */
type Key = number | string;

/** All members of a guild in the order of their ids: the base with the changes of the overlay. */
export class MemberList {
	constructor(
		private readonly base: BaseMembers,
		private readonly overlay: Overlay,
	) {}

	/** The number of members in it. */
	get size(): number {
		return this.base.count - this.overlay.departed.length + this.overlay.addedIds.length;
	}

	/** Whether the user is in it. */
	has(id: string): boolean {
		return this.#keyOf(id) !== undefined;
	}

	/** A fresh object of the member as it is. */
	member(id: string): APIGuildMember | undefined {
		const key = this.#keyOf(id);
		return key === undefined ? undefined : this.#read(key);
	}

	/** Up to `limit` members with ids greater than `after`, sorted by id. */
	page(after: string, limit: number): APIGuildMember[] {
		return take(this.#walkAfter(after), limit).map((key) => this.#read(key));
	}

	/** Up to `count` members, beginning with the one that has `from` members before them. */
	slice(from: number, count: number): APIGuildMember[] {
		return take(this.#walkFrom(from), count).map((key) => this.#read(key));
	}

	/** The ids of a slice. */
	ids(from: number, count: number): string[] {
		return take(this.#walkFrom(from), count).map((key) => (typeof key === 'string' ? key : this.base.ids.at(key)));
	}

	/** The members of a slice as they are in a later list of the same guild. Those who are not in it are left out. */
	sliceAsIn(later: MemberList, from: number, count: number): APIGuildMember[] {
		return take(this.#walkFrom(from), count).flatMap((key) => (later.#holds(key) ? later.#read(key) : []));
	}

	/** Every member in the order of ids. */
	*members(): Generator<APIGuildMember> {
		for (const key of this.#walk(0, 0)) yield this.#read(key);
	}

	/** Members whose username starts with `prefix`, in any case; with `any`, also their nickname. */
	search(prefix: string, limit: number, fields: 'username' | 'any' = 'any'): APIGuildMember[] {
		const wanted = prefix.toLowerCase();
		const found: APIGuildMember[] = [];
		for (const key of this.#walk(0, 0)) {
			if (found.length >= limit) break;
			if (this.#matches(key, wanted, fields)) found.push(this.#read(key));
		}
		return found;
	}

	#matches(key: Key, wanted: string, fields: 'username' | 'any'): boolean {
		const stored = this.#stored(key);
		const names = stored ? { username: stored.user.username, nick: stored.nick } : this.base.namesAt(key as number);
		if (names.username.toLowerCase().startsWith(wanted)) return true;
		return fields === 'any' && (names.nick ?? '').toLowerCase().startsWith(wanted);
	}

	#keyOf(id: string): Key | undefined {
		if (this.overlay.added.has(id)) return id;
		const index = this.base.ids.indexOf(id);
		return index < 0 || this.overlay.isDeparted(index) ? undefined : index;
	}

	#holds(key: Key): boolean {
		return typeof key === 'string' ? this.overlay.added.has(key) : !this.overlay.isDeparted(key);
	}

	#stored(key: Key): APIGuildMember | undefined {
		return typeof key === 'string' ? this.overlay.added.get(key) : this.overlay.updated.get(key);
	}

	#read(key: Key): APIGuildMember {
		const stored = this.#stored(key);
		const member = stored ? cloneJson(stored) : this.base.at(key as number);
		const { deletedRoles } = this.overlay;
		if (deletedRoles.size > 0) member.roles = member.roles.filter((role) => !deletedRoles.has(role));
		return member;
	}

	#walkAfter(after: string): Generator<Key> {
		const { addedIds } = this.overlay;
		const at = lowerBound(addedIds, after, compareSnowflakes);
		return this.#walk(this.base.ids.firstAfter(after), addedIds[at] === after ? at + 1 : at);
	}

	#walkFrom(position: number): Generator<Key> {
		const index = this.#lastIndexWithin(position);
		const walk = this.#walk(index, this.#addedBefore(index));
		take(walk, position - this.#countBefore(index));
		return walk;
	}

	/** Merges the base and later members, from the given positions on. */
	*#walk(fromIndex: number, fromAdded: number): Generator<Key> {
		const { addedIds, departed } = this.overlay;
		let gone = lowerBound(departed, fromIndex, byNumber);
		let next = fromAdded;
		for (let index = fromIndex; index < this.base.count; index++) {
			if (next < addedIds.length) {
				const id = this.base.ids.at(index);
				while (next < addedIds.length && compareSnowflakes(addedIds[next] as string, id) < 0)
					yield addedIds[next++] as string;
			}
			if (departed[gone] === index) gone++;
			else yield index;
		}
		while (next < addedIds.length) yield addedIds[next++] as string;
	}

	/** The greatest index of the base that has no more than `position` members before it. */
	#lastIndexWithin(position: number): number {
		let low = 0;
		let high = this.base.count;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if (this.#countBefore(middle) <= position) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** How many members come before base member `index`; all of them if `index` is the count. */
	#countBefore(index: number): number {
		if (index === 0) return 0;
		return index - lowerBound(this.overlay.departed, index, byNumber) + this.#addedBefore(index);
	}

	#addedBefore(index: number): number {
		const { addedIds } = this.overlay;
		if (index === 0) return 0;
		return index >= this.base.count
			? addedIds.length
			: lowerBound(addedIds, this.base.ids.at(index), compareSnowflakes);
	}
}

/** The next `count` items. The iterator stays open, so the rest can follow. */
function take<T>(items: Iterator<T>, count: number): T[] {
	const taken: T[] = [];
	while (taken.length < count) {
		const next = items.next();
		if (next.done) break;
		taken.push(next.value);
	}
	return taken;
}
