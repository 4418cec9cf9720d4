import { Collection, type GuildMember } from 'discord.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { NO_ROW } from '../roster/columns/Columns.js';
import { UNCLONEABLE } from '../roster/uncloneable.js';
import { readsKey } from './members/readsKey.js';

/** Stands in the map for a member who is read from the view. */
const UNREAD = UNCLONEABLE as unknown as GuildMember;
/** Stands in the map for everybody, while the view is read instead of the map. */
const IN_VIEW = UNCLONEABLE as unknown as string;

/** Gives the objects of rows: the same one each time, while anybody holds it. */
export interface RowMembers extends RowWalk {
	/** With all its own properties, as discord.js makes them. */
	filled(row: number): GuildMember;
	/** For many rows, one after the other. */
	walk(): RowWalk;
}

export interface RowWalk {
	/** Makes its properties when they are read. */
	lazy(row: number): GuildMember;
	idOf(row: number): string;
}

/** The callbacks of a collection. */
type Callback<Result> = (value: GuildMember, key: string, collection: never) => Result;
type Collections = Collection<string, GuildMember>;

/**
 * A discord.js Collection whose GuildMembers are made when they are read, and kept for as long as somebody holds them. It
 * reads the view until somebody changes the collection; only then are its keys put into the map, so an answer of any size
 * costs nothing.
 *
 * Code that reads the map itself, past these methods, as structured clone does, must not find it empty. Until its
 * members are in the map, it holds an object that structured clone refuses.
 */
export class MemberCollection extends Collection<string, GuildMember> {
	/** Unset once the collection has been changed: from then on the map has its keys. */
	#view: ColumnsView | undefined;
	#source: ColumnsView | undefined;
	#members: RowMembers | undefined;

	/** Derived collections (`filter`, `clone`, `sorted` …) are plain ones. */
	static override get [Symbol.species](): typeof Collection {
		return Collection;
	}

	static of(view: ColumnsView, members: RowMembers): MemberCollection {
		const collection = new MemberCollection();
		if (view.size > 0) collection.set(IN_VIEW, UNREAD);
		collection.#view = view;
		collection.#source = view;
		collection.#members = members;
		return collection;
	}

	override get size(): number {
		return this.#view?.size ?? super.size;
	}

	override has(key: string): boolean {
		return this.#view?.has(key) ?? super.has(key);
	}

	override get(key: string): GuildMember | undefined {
		if (this.#view) return this.#read(key);
		const member = super.get(key);
		return member === UNREAD ? this.#read(key) : member;
	}

	override set(key: string, value: GuildMember): this {
		this.#fill();
		return super.set(key, value);
	}

	override delete(key: string): boolean {
		this.#fill();
		return super.delete(key);
	}

	override clear(): void {
		this.#view = undefined;
		super.clear();
	}

	override keys(): MapIterator<string> {
		return this.#view ? this.#keysOf(this.#view) : super.keys();
	}

	override values(): MapIterator<GuildMember> {
		return this.#iterate((member) => member);
	}

	override entries(): MapIterator<[string, GuildMember]> {
		return this.#iterate((member, key) => [key(), member]);
	}

	override [Symbol.iterator](): MapIterator<[string, GuildMember]> {
		return this.entries();
	}

	override forEach(
		callback: (value: GuildMember, key: string, map: Map<string, GuildMember>) => void,
		thisArg?: unknown,
	): void {
		this.#each(callback, thisArg, () => true);
	}

	override filter(callback: Callback<unknown>, thisArg?: unknown): Collections {
		const chosen: Collections = new Collection();
		this.#each(callback, thisArg, (isChosen, member, key) => {
			if (isChosen) chosen.set(key(), member);
			return true;
		});
		return chosen;
	}

	override map<Item>(callback: Callback<Item>, thisArg?: unknown): Item[] {
		const items: Item[] = [];
		this.#each(callback, thisArg, (item) => items.push(item) > 0);
		return items;
	}

	override some(callback: Callback<unknown>, thisArg?: unknown): boolean {
		return this.#each(callback, thisArg, (isSo) => !isSo);
	}

	override find(callback: Callback<unknown>, thisArg?: unknown): GuildMember | undefined {
		let found: string | undefined;
		this.#each(callback, thisArg, (isFound, _, key) => {
			if (isFound) found = key();
			return !isFound;
		});
		return found === undefined ? undefined : this.get(found);
	}

	// In Collection, these would make every member on the way to one, or leave it unfilled.

	override at(index: number): GuildMember | undefined {
		return this.#getAll([this.keyAt(index)])[0];
	}

	override first(): GuildMember | undefined;
	override first(amount: number): GuildMember[];
	override first(amount?: number): GuildMember | GuildMember[] | undefined {
		return amount === undefined ? this.#getAll([this.firstKey()])[0] : this.#getAll(this.firstKey(amount));
	}

	override last(): GuildMember | undefined;
	override last(amount: number): GuildMember[];
	override last(amount?: number): GuildMember | GuildMember[] | undefined {
		return amount === undefined ? this.at(-1) : this.#getAll(this.lastKey(amount));
	}

	override random(): GuildMember | undefined;
	override random(amount: number): GuildMember[];
	override random(amount?: number): GuildMember | GuildMember[] | undefined {
		return amount === undefined ? this.#getAll([this.randomKey()])[0] : this.#getAll(this.randomKey(amount));
	}

	// In Collection, these three read through `super`, past the readers above.

	override hasAll(...keys: string[]): boolean {
		return keys.every((key) => this.has(key));
	}

	override hasAny(...keys: string[]): boolean {
		return keys.some((key) => this.has(key));
	}

	override sort(...args: Parameters<Collection<string, GuildMember>['sort']>): this {
		this.#fill();
		return super.sort(...args);
	}

	/** Prints as a plain Collection does: Node would look into the map itself. */
	[Symbol.for('nodejs.util.inspect.custom')](
		_depth: number,
		options: object,
		inspect: (value: unknown, options: object) => string,
	): string {
		return inspect(new Collection(this), options);
	}

	/** Puts everybody into the map, since the collection is about to be changed. */
	#fill(): void {
		const view = this.#view;
		if (!view) return;
		this.#view = undefined;
		super.clear();
		for (const id of view.ids()) super.set(id, UNREAD);
	}

	#read(key: string): GuildMember | undefined {
		const row = this.#source?.rowOf(key) ?? NO_ROW;
		return row === NO_ROW ? undefined : this.#members?.filled(row);
	}

	#getAll(keys: readonly (string | undefined)[]): GuildMember[] {
		return keys.map((key) => (key === undefined ? undefined : this.get(key))).filter((member) => member !== undefined);
	}

	/** The keys of the view. As in any map, keys that are deleted meanwhile are left out, and new ones are added. */
	*#keysOf(view: ColumnsView): Generator<string, undefined> {
		for (const key of view.ids()) if (this.#view || super.has(key)) yield key;
		if (this.#view) return;
		for (const key of super.keys()) if (!view.has(key)) yield key;
	}

	*#iterate<Item>(pick: (member: GuildMember, key: () => string) => Item): Generator<Item, undefined> {
		const view = this.#view;
		const members = this.#members?.walk();
		if (view && members) {
			for (const row of view.rowList()) {
				const member = this.#memberAt(members, row);
				if (member) yield pick(member, () => members.idOf(row));
			}
		}
		for (const [key, member] of this.#others(view)) yield pick(member, () => key);
	}

	/** Calls the callback with each member, for as long as `goOn` says so; `true` if it has said no. */
	#each<Result>(
		callback: Callback<Result>,
		thisArg: unknown,
		goOn: (result: Result, member: GuildMember, key: () => string) => boolean,
	): boolean {
		if (typeof callback !== 'function') throw new TypeError(`${String(callback)} is not a function`);
		const call = callback as (this: unknown, member: GuildMember, key: string | undefined, all: this) => Result;
		const view = this.#view;
		const members = this.#members?.walk();
		if (view && members) {
			const isKeyRead = readsKey(callback);
			const rows = view.rowList();
			let row = 0;
			const key = () => members.idOf(row);
			for (let at = 0; at < rows.length; at++) {
				row = rows[at] as number;
				const member = this.#view ? members.lazy(row) : this.#memberAt(members, row);
				if (!member) continue;
				const result = call.call(thisArg, member, isKeyRead ? members.idOf(row) : undefined, this);
				if (!goOn(result, member, key)) return true;
			}
		}
		for (const [key, member] of this.#others(view)) {
			if (!goOn(call.call(thisArg, member, key, this), member, () => key)) return true;
		}
		return false;
	}

	/** The member of a row of the view, if they were not deleted meanwhile. */
	#memberAt(members: RowWalk, row: number): GuildMember | undefined {
		if (this.#view) return members.lazy(row);
		const member = super.get(members.idOf(row));
		return member === UNREAD ? members.lazy(row) : member;
	}

	/** The members in the map, except those of a view that was walked over. */
	*#others(walked: ColumnsView | undefined): Generator<[string, GuildMember], undefined> {
		if (this.#view) return;
		const members = this.#members?.walk();
		for (const [key, member] of super.entries()) {
			if (walked?.has(key)) continue;
			if (member !== UNREAD) yield [key, member];
			else if (members && this.#source) yield [key, members.lazy(this.#source.rowOf(key))];
		}
	}
}
