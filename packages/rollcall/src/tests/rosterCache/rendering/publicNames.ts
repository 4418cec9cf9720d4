/** Methods without arguments that only read. The shape of the name decides, so that those of a later discord.js are covered. */
const READERS = /^(to(String|JSON)|valueOf|is[A-Z]\w*|in[A-Z]\w*Guild|inGuild|has[A-Z]\w*|\w+URL)$/;

/** What can be read of the objects of one class. */
export interface PublicNames {
	readonly getters: readonly string[];
	readonly methods: readonly string[];
}

const known = new Map<object, PublicNames>();
const fields = new Map<object, Set<string>>();

/** The public getters and readers of the class and of those above it. */
export function publicNames(kind: { readonly prototype: object }): PublicNames {
	const names = known.get(kind) ?? enumerate(kind.prototype);
	known.set(kind, names);
	return names;
}

/**
 * The names of the fields that objects of this class have been seen with. An object that is read field by field has none of
 * them as its own, and reads as if it had.
 */
export function fieldsOf(value: object): ReadonlySet<string> {
	const names = fields.get(value.constructor) ?? new Set();
	fields.set(value.constructor, names);
	for (const name of Object.keys(value)) if (isPublic(name)) names.add(name);
	return names;
}

function enumerate(prototype: object): PublicNames {
	const getters = new Set<string>();
	const methods = new Set<string>();
	for (let level = prototype; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
		for (const [name, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
			if (!isPublic(name)) continue;
			if (get) getters.add(name);
			else if (typeof value === 'function' && value.length === 0 && READERS.test(name)) methods.add(name);
		}
	}
	return { getters: [...getters].sort(), methods: [...methods].sort() };
}

function isPublic(name: string): boolean {
	return !name.startsWith('_') && name !== 'constructor' && name !== 'client';
}
