/** A reader of lists with commas, each thing once. */
export function listOf<T>(read: (text: string) => T): (text: string) => T[] {
	return (text) => [...new Set(text.split(',').map(read))];
}
