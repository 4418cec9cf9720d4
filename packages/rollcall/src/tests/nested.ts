/** An object or a list within another, this many times. */
export function nested(depth: number): unknown {
	let value: unknown = 'core';
	for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value };
	return value;
}
