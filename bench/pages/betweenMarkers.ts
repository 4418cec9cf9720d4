/** The comments around a generated part of a page. */
const markers = (name: string) =>
	[`<!-- ${name}: begin, written by npm run docs:figures -->`, `<!-- ${name}: end -->`] as const;

/** The text between the markers of a part. @throws Error if the page does not have them */
export function readPart(page: string, name: string): string {
	const { from, to } = placeOf(page, name);
	return page.slice(from, to).trim();
}

/** The page with another text between the markers of a part. @throws Error if the page does not have them */
export function replacePart(page: string, name: string, part: string): string {
	const { from, to } = placeOf(page, name);
	return `${page.slice(0, from)}\n\n${part}\n\n${page.slice(to)}`;
}

function placeOf(page: string, name: string): { from: number; to: number } {
	const [begin, end] = markers(name);
	const from = page.indexOf(begin);
	const to = page.indexOf(end);
	if (from < 0 || to < from) throw new Error(`The page lacks the line ${from < 0 ? begin : end}`);
	return { from: from + begin.length, to };
}
