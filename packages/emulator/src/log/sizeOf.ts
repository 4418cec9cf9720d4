/** Roughly how many characters a value has as JSON. It stops to count beyond `most`. */
export function sizeOf(value: unknown, most: number): number {
	if (typeof value === 'string') return value.length + 2;
	if (typeof value !== 'object' || value === null) return 8;
	let size = 2;
	for (const [key, each] of Object.entries(value)) {
		size += key.length + 4 + sizeOf(each, most - size);
		if (size > most) return size;
	}
	return size;
}
