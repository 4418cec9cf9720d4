/**
 * Turns the links of a page that lead out of `docs/` into text, since what they lead to is not in the package. Links between
 * pages, within a page and to the web stay.
 */
export function keepWithinPackage(page: string): string {
	return page.replace(/(?<!!)\[([^\]]+)\]\(\.\.\/([^)\s#]+)[^)]*\)/g, (_, text: string, path: string) =>
		text.replaceAll('`', '') === path ? text : `${text} (\`${path}\` in the repository)`,
	);
}
