import { Collection, type GuildMember } from 'discord.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { RosterView } from '../interfaces/RosterView.js';
import { UNCLONEABLE } from '../roster/uncloneable.js';
import { MadeMembers } from './MadeMembers.js';

/** Stands in the map for a member that nobody has read yet. */
const UNREAD = UNCLONEABLE as unknown as GuildMember;
/** Stands in the map for everybody, while the view is read instead of the map. */
const IN_VIEW = UNCLONEABLE as unknown as string;

/**
 * A discord.js Collection whose GuildMembers are made when they are read. It reads the view until somebody changes the
 * collection; only then are its keys put into the map, so an answer of any size costs nothing.
 *
 * Code that reads the map itself, past these methods, as structured clone does, must not find it empty. Until its
 * members are in the map, it holds an object that structured clone refuses.
 */
export class MemberCollection extends Collection<string, GuildMember> {
	/** Unset once the collection has been changed: from then on the map has its keys. */
	#view: RosterView | undefined;
	#source: RosterView | undefined;
	#make: ((raw: RawMember) => GuildMember) | undefined;
	readonly #made = new MadeMembers();

	/** Derived collections (`filter`, `clone`, `sorted` …) are plain ones. */
	static override get [Symbol.species](): typeof Collection {
		return Collection;
	}

	static of(view: RosterView, make: (raw: RawMember) => GuildMember): MemberCollection {
		const collection = new MemberCollection();
		if (view.size > 0) collection.set(IN_VIEW, UNREAD);
		collection.#view = view;
		collection.#source = view;
		collection.#make = make;
		return collection;
	}

	override get size(): number {
		return this.#view?.size ?? super.size;
	}

	override has(key: string): boolean {
		return this.#view?.has(key) ?? super.has(key);
	}

	override get(key: string): GuildMember | undefined {
		if (this.#view) return this.#made.get(key) ?? this.#remember(key);
		const member = super.get(key);
		if (member !== UNREAD) return member;
		const made = this.#read(key);
		if (made) super.set(key, made);
		return made;
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
		this.#made.clear();
		super.clear();
	}

	override keys(): MapIterator<string> {
		return this.#view ? this.#keysOf(this.#view) : super.keys();
	}

	override values(): MapIterator<GuildMember> {
		return this.#iterate((_, member) => member);
	}

	override entries(): MapIterator<[string, GuildMember]> {
		return this.#iterate((key, member) => [key, member]);
	}

	override [Symbol.iterator](): MapIterator<[string, GuildMember]> {
		return this.entries();
	}

	override forEach(
		callback: (value: GuildMember, key: string, map: Map<string, GuildMember>) => void,
		thisArg?: unknown,
	): void {
		for (const [key, member] of this.entries()) callback.call(thisArg, member, key, this);
	}

	// In Collection, these three would make every member on the way to one.

	override at(index: number): GuildMember | undefined {
		return this.#getAll([this.keyAt(index)])[0];
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
		for (const id of view.ids()) super.set(id, this.#made.get(id) ?? UNREAD);
		this.#made.clear();
	}

	#remember(key: string): GuildMember | undefined {
		const made = this.#read(key);
		if (!made) return undefined;
		this.#made.keep(key, made);
		return made;
	}

	#read(key: string): GuildMember | undefined {
		const raw = this.#source?.get(key);
		return raw && this.#make?.(raw);
	}

	#getAll(keys: readonly (string | undefined)[]): GuildMember[] {
		return keys.map((key) => (key === undefined ? undefined : this.get(key))).filter((member) => member !== undefined);
	}

	/** The keys of the view. As in any map, keys that are deleted meanwhile are left out, and new ones are added. */
	*#keysOf(view: RosterView): Generator<string, undefined> {
		for (const key of view.ids()) if (this.#view || super.has(key)) yield key;
		if (this.#view) return;
		for (const key of super.keys()) if (!view.has(key)) yield key;
	}

	*#iterate<Item>(pick: (key: string, member: GuildMember) => Item): Generator<Item, undefined> {
		for (const key of this.keys()) {
			const member = this.get(key);
			if (member) yield pick(key, member);
		}
	}
}
