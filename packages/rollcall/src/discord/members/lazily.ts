import { inspect } from 'node:util';
import { cloning } from './cloning.js';

type Class<Instance> = new () => Instance;

/** A class that makes empty objects with the prototype of another class, whose constructor does not run. */
export function emptyOf<Instance>({ prototype }: { readonly prototype: Instance }): Class<object> {
	function Empty(): void {}
	Empty.prototype = prototype;
	return Empty as unknown as Class<object>;
}

/**
 * The engine reserves room in each object for the properties that the first objects of a class got. These get none: most
 * lazy objects are never filled, and with the room they would take 136 bytes instead of 48.
 */
const SAMPLES = 16;

/** The first class of those that add own properties to an object that is there already. */
export class Existing {
	constructor(target: object) {
		// biome-ignore lint/correctness/noConstructorReturn: this is what makes the properties those of the target
		return target;
	}
}

/** An object of each class. */
const kept: object[] = [];

/**
 * Keeps an object. With the last object of a class, the engine drops what it knows of their shape, and all code that it has
 * compiled for it: then the first walk after a garbage collection would be the slowest.
 */
export function keepShape(object: object): void {
	kept.push(object);
}

/** How objects of a lazy class get their own properties. */
export interface Laziness {
	/** The class of discord.js that the objects are of, as far as anybody sees. */
	readonly of: { readonly prototype: object };
	/** The lazy class, with a getter for each of `keys`. */
	readonly lazy: { readonly prototype: object };
	/** Makes an object of the lazy class that nobody uses. */
	readonly sample: () => object;
	/** The properties that discord.js gives its objects, and that can be written. */
	readonly keys: readonly string[];
	/** The methods of discord.js that look at own properties. */
	readonly methods: readonly string[];
	/** Gives an object its own properties. */
	readonly fill: (object: object) => void;
	/** Called when discord.js has told an object something. */
	readonly onTold: (object: object) => void;
}

/** Lets the objects of these classes say that they are of the class which the lazy one says. */
export function standIn(...classes: readonly { readonly prototype: object }[]): void {
	for (const { prototype } of classes) Reflect.deleteProperty(prototype, 'constructor');
}

/** Makes everything that looks at own properties, or sets one, fill the object first. */
export function completeLazily({ of, lazy, sample, keys, methods, fill, onTold }: Laziness): void {
	for (let count = 0; count < SAMPLES; count++) keepShape(sample());
	const define = (key: PropertyKey, descriptor: PropertyDescriptor) =>
		Object.defineProperty(lazy.prototype, key, { configurable: true, ...descriptor });
	define('constructor', { value: of, writable: true });
	for (const key of keys) {
		define(key, { ...Object.getOwnPropertyDescriptor(lazy.prototype, key), set: setterOf(key, fill) });
	}
	for (const name of methods) define(name, { value: filling(Reflect.get(of.prototype, name), fill), writable: true });
	const clone = cloning(of);
	define('_clone', {
		value(this: object) {
			fill(this);
			return clone(this);
		},
		writable: true,
	});
	const patch = filling(Reflect.get(of.prototype, '_patch'), fill);
	define('_patch', {
		value(this: object, ...args: unknown[]) {
			const patched = patch.apply(this, args);
			onTold(this);
			return patched;
		},
		writable: true,
	});
	define(inspect.custom, {
		value(this: object) {
			fill(this);
			return this;
		},
		writable: true,
	});
}

function setterOf(key: string, fill: (object: object) => void) {
	return function (this: object, value: unknown): void {
		fill(this);
		const isOwn = Object.hasOwn(this, key);
		const descriptor = isOwn ? { value } : { value, writable: true, enumerable: true, configurable: true };
		Object.defineProperty(this, key, descriptor);
	};
}

function filling(method: (...args: unknown[]) => unknown, fill: (object: object) => void) {
	return function (this: object, ...args: unknown[]): unknown {
		fill(this);
		return method.apply(this, args);
	};
}
