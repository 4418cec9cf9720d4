import { inspect } from 'node:util';
import type { RawMember } from '../interfaces/ITransport.js';
import type { Columns } from './columns/Columns.js';
import type { Json } from './columns/FieldSet.js';
import { ROLES_SHIFT, STORED_MEMBER_FIELDS, STORED_USER_FIELDS, VALUE } from './columns/fields.js';

const placesOf = (fields: readonly { readonly key: string }[]) => new Map(fields.map(({ key }, place) => [key, place]));
const MEMBER_PLACES: ReadonlyMap<PropertyKey, number> = placesOf(STORED_MEMBER_FIELDS);
const USER_PLACES: ReadonlyMap<PropertyKey, number> = placesOf(STORED_USER_FIELDS);

/** Node shows what is behind a proxy, which may be empty yet. This shows what the proxy has. */
const SHOWN: object = Object.create(Object.prototype, {
	[inspect.custom]: {
		value(this: object) {
			return { ...this };
		},
	},
});

/** Decodes one field when it is read, and all of them for whoever asks for more than one: their keys, a copy, JSON. */
abstract class Decoding implements ProxyHandler<Json> {
	#isWhole = false;
	/** Objects that were given already. They stay the same. */
	#given: Map<PropertyKey, unknown> | undefined;

	constructor(
		protected readonly columns: Columns,
		protected readonly row: number,
		protected readonly bound: number,
		private readonly places: ReadonlyMap<PropertyKey, number>,
	) {}

	get(target: Json, key: string | symbol, receiver: unknown): unknown {
		if (this.#isWhole) return Reflect.get(target, key, receiver);
		const known = this.#given?.get(key);
		if (known !== undefined) return known;
		const place = this.places.get(key);
		const value = place === undefined ? this.readOther(key) : this.readField(place);
		if (value === undefined && place === undefined) return Reflect.get(this.#whole(target), key, receiver);
		if (typeof value === 'object' && value !== null) {
			this.#given ??= new Map();
			this.#given.set(key, value);
		}
		return value;
	}

	set(target: Json, key: string | symbol, value: unknown): boolean {
		return Reflect.set(this.#whole(target), key, value);
	}

	has(target: Json, key: string | symbol): boolean {
		return Reflect.has(this.#whole(target), key);
	}

	ownKeys(target: Json): (string | symbol)[] {
		return Reflect.ownKeys(this.#whole(target));
	}

	getOwnPropertyDescriptor(target: Json, key: string | symbol): PropertyDescriptor | undefined {
		return Reflect.getOwnPropertyDescriptor(this.#whole(target), key);
	}

	defineProperty(target: Json, key: string | symbol, descriptor: PropertyDescriptor): boolean {
		return Reflect.defineProperty(this.#whole(target), key, descriptor);
	}

	deleteProperty(target: Json, key: string | symbol): boolean {
		return Reflect.deleteProperty(this.#whole(target), key);
	}

	getPrototypeOf(target: Json): object | null {
		const prototype = Object.getPrototypeOf(target);
		return prototype === SHOWN ? Object.prototype : prototype;
	}

	preventExtensions(target: Json): boolean {
		// What cannot be extended cannot have another prototype than it says.
		Object.setPrototypeOf(this.#whole(target), this.getPrototypeOf(target));
		return Reflect.preventExtensions(target);
	}

	protected abstract readField(place: number): unknown;
	/** A part that is no field; `undefined` if it is to be looked for in all of the record. */
	protected abstract readOther(key: PropertyKey): unknown;
	protected abstract readAll(): object;

	#whole(target: Json): Json {
		if (this.#isWhole) return target;
		this.#isWhole = true;
		for (const [key, found] of Object.entries(this.readAll())) {
			const value = this.#given?.get(key) ?? found;
			if (!(key in Object.prototype)) target[key] = value;
			// An assignment to a key like `__proto__` would set none.
			else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
		}
		this.#given = undefined;
		return target;
	}
}

class DecodingMember extends Decoding {
	constructor(columns: Columns, row: number, bound: number) {
		super(columns, row, bound, MEMBER_PLACES);
	}

	protected readField(place: number): unknown {
		return this.columns.rows.readOfMember(this.row, place);
	}

	protected readOther(key: PropertyKey): unknown {
		const { columns, row, bound } = this;
		const { rows } = columns;
		if (key === 'user') return recordOf(new DecodingUser(columns, row, bound));
		if (key === 'joined_at') return rows.readJoinedAt(row);
		if (key !== 'roles' || ((rows.memberStatesOf(row) >>> ROLES_SHIFT) & 3) !== VALUE) return undefined;
		return rows.roles.rolesOf(rows.roleSet[row] as number, bound);
	}

	protected readAll(): object {
		return this.columns.read(this.row, this.bound);
	}
}

class DecodingUser extends Decoding {
	constructor(columns: Columns, row: number, bound: number) {
		super(columns, row, bound, USER_PLACES);
	}

	protected readField(place: number): unknown {
		return this.columns.rows.readOfUser(this.row, place);
	}

	protected readOther(key: PropertyKey): unknown {
		return key === 'id' ? this.columns.idOf(this.row) : undefined;
	}

	protected readAll(): object {
		return this.columns.read(this.row, this.bound).user;
	}
}

function recordOf(decoding: Decoding): object {
	return new Proxy(Object.create(SHOWN) as Json, decoding);
}

/**
 * The record of a row, of which nothing is decoded that nobody reads. It is for a predicate: like any proxy it cannot be
 * cloned for another thread, and to read all of it takes longer than {@link Columns.read}.
 *
 * @param bound - how many rows the reader sees
 */
export function lazyRecord(columns: Columns, row: number, bound: number): RawMember {
	return recordOf(new DecodingMember(columns, row, bound)) as RawMember;
}
