type TypedArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Up to this many bytes, arrays share their memory. It must not pay to keep all of it for one of them. */
const SHARED_BYTES = 0x1_0000;
/** Every element begins at a multiple of its own size. */
const ALIGNMENT = 8;

/** A typed array of another length with the same beginning. */
export function resized<T extends TypedArray>(array: T, length: number): T {
	return filled(new (constructorOf(array))(length), array);
}

/**
 * The same for several arrays that are resized together. Small ones share one piece of memory: each piece takes some 100 bytes of
 * its own, and in a small guild that is more than what is in it.
 *
 * @param lengths - the new length of each array
 */
export function resizedTogether<T extends readonly TypedArray[]>(
	arrays: readonly [...T],
	lengths: readonly number[],
): [...T] {
	const sizes = arrays.map(({ BYTES_PER_ELEMENT }, index) => aligned((lengths[index] as number) * BYTES_PER_ELEMENT));
	const total = sizes.reduce((sum, size) => sum + size, 0);
	if (total > SHARED_BYTES) return arrays.map((array, index) => resized(array, lengths[index] as number)) as [...T];
	const memory = new ArrayBuffer(total);
	let offset = 0;
	return arrays.map((array, index) => {
		const start = offset;
		offset += sizes[index] as number;
		return filled(new (constructorOf(array))(memory, start, lengths[index]), array);
	}) as [...T];
}

function filled<T extends TypedArray>(other: T, array: T): T {
	other.set(array.length > other.length ? array.subarray(0, other.length) : array);
	return other;
}

function constructorOf<T extends TypedArray>(array: T) {
	return array.constructor as { new (length: number): T; new (memory: ArrayBuffer, start: number, length?: number): T };
}

function aligned(bytes: number): number {
	return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
