/** A typed array of another length with the same beginning. */
export function resized<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(array: T, length: number): T {
	const other = new (array.constructor as new (length: number) => T)(length);
	other.set(array.length > length ? array.subarray(0, length) : array);
	return other;
}
