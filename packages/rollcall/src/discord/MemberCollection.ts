import { Collection, type GuildMember } from 'discord.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { MemberView } from '../roster/MemberTable.js';

/** Stands in the map for a member that nobody has read yet. */
const UNREAD = Symbol('unread') as unknown as GuildMember;

/**
 * A discord.js Collection whose GuildMembers are made when they are read. Keys are put into the map at the first use
 * that needs them there, so an answer of any size costs nothing until then.
 */
export class MemberCollection extends Collection<string, GuildMember> {
	#view: MemberView | undefined;
	#source: MemberView | undefined;
	#make: ((raw: RawMember) => GuildMember) | undefined;

	/** Derived collections (`filter`, `clone`, `sorted` …) are plain ones. */
	static override get [Symbol.species](): typeof Collection {
		return Collection;
	}

	static of(view: MemberView, make: (raw: RawMember) => GuildMember): MemberCollection {
		const collection = new MemberCollection();
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
		if (this.#view && !this.#view.has(key)) return undefined;
		this.#fill();
		const member = super.get(key);
		if (member !== UNREAD) return member;
		const made = this.#read(key);
		super.set(key, made);
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
		super.clear();
	}

	override keys(): MapIterator<string> {
		this.#fill();
		return super.keys();
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

	// These three of Collection read through `super`, past the readers above.

	override hasAll(...keys: string[]): boolean {
		this.#fill();
		return super.hasAll(...keys);
	}

	override hasAny(...keys: string[]): boolean {
		this.#fill();
		return super.hasAny(...keys);
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

	#fill(): void {
		const view = this.#view;
		if (!view) return;
		this.#view = undefined;
		for (const id of view.ids()) super.set(id, UNREAD);
	}

	#read(key: string): GuildMember {
		const raw = this.#source?.get(key);
		if (!raw || !this.#make) throw new Error(`Member ${key} is in the collection and not in its roster.`);
		return this.#make(raw);
	}

	*#iterate<Item>(pick: (key: string, member: GuildMember) => Item): Generator<Item, undefined> {
		for (const key of this.keys()) {
			const member = this.get(key);
			if (member) yield pick(key, member);
		}
	}
}
