/** The words of a page that a reader reads as text: code blocks, tables, comments and the targets of links do not count. */
export function countWords(page: string): number {
	const text = page
		.replaceAll(/^```[\s\S]*?^```/gm, '')
		.replaceAll(/^\|.*$/gm, '')
		.replaceAll(/<!--[\s\S]*?-->/g, '')
		.replaceAll(/\]\([^)\s]*\)/g, ']');
	return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The sections of a page by their titles, at any level; the text before the first title is the section `''`. */
export function sectionsOf(page: string): Map<string, string> {
	const parts = page.replaceAll(/^```[\s\S]*?^```/gm, '').split(/^#{1,6} /m);
	return new Map(parts.map((part, index) => (index === 0 ? ['', part] : [part.split('\n', 1)[0] ?? '', part])));
}
