import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/facts.md', root), 'utf8');
const row = /^\|(?<fact>.+)\| `(?<file>[^`|]+\.test\.ts)` +\| (?<title>.+?) +\|$/;
const rows = page.split('\n').flatMap((line) => {
	const { file, title } = row.exec(line)?.groups ?? {};
	return file !== undefined && title !== undefined ? [{ file, title }] : [];
});

/** A title as it stands in the source, in quotes of one kind or another. */
function titles(file: string): string[] {
	const source = readFileSync(new URL(file, root), 'utf8');
	// The title of an `it.each` follows the end of its table.
	const literals = source.matchAll(/(?:\bit\(|\]\)\()\s*(?<quote>['"`])(?<title>.+?)(?<!\\)\k<quote>/g);
	return [...literals].map(({ groups }) => (groups?.title ?? '').replaceAll('\\', ''));
}

describe('the tables of docs/facts.md', () => {
	it('name at least forty facts', () => {
		expect(rows.length).toBeGreaterThanOrEqual(40);
	});

	it.each(rows.map(({ file, title }) => [file ?? '', title ?? '']))(
		'are shown by an existing test: %s › %s',
		(file, title) => {
			expect(titles(file)).toContain(title);
		},
	);

	it('have no line about a test that the check does not read', () => {
		const lines = page.split('\n').filter((line) => line.includes('.test.ts'));
		expect(lines.filter((line) => !row.test(line))).toEqual([]);
	});
});
