/** An arrow function with one parameter, which is a name or takes properties without defaults out of an object. */
const ONE_PARAMETER = /^(?:[\w$]+|\(\s*(?:[\w$]+|\{[\w$\s,:]*\})\s*\))\s*=>/;

/**
 * Whether a callback of a collection may read the key that it is passed second. An arrow function with one parameter
 * cannot: it has no `arguments`. So nobody notices if it is passed none, and to make an id costs more than the rest.
 */
export function readsKey(callback: (...args: never[]) => unknown): boolean {
	return !ONE_PARAMETER.test(Function.prototype.toString.call(callback));
}
