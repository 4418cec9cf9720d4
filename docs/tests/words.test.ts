import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { countWords, sectionsOf } from './countWords.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (page: string) => readFileSync(`${root}/${page}`, 'utf8');
const TROUBLESHOOTING = 'docs/DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md';
/** Generated pages: they are as long as what they list. */
const GENERATED = ['docs/configuration.md', 'docs/licences.md'];
const pages = readdirSync(`${root}/docs`)
	.filter((name) => name.endsWith('.md'))
	.map((name) => `docs/${name}`)
	.filter((page) => page !== TROUBLESHOOTING && !GENERATED.includes(page));
/** Mostly a table: one row for each fact, with the test that shows it. */
const FACTS = 'packages/emulator/docs/facts.md';
const packagePages = ['rollcall', 'emulator', 'bot', 'csv', 'redis', 'cli', 'find-direct-fetches'].flatMap((name) => {
	const folder = `packages/${name}/docs`;
	const docs = name === 'emulator' || name === 'bot' ? readdirSync(`${root}/${folder}`) : [];
	return [`packages/${name}/README.md`, ...docs.map((page) => `${folder}/${page}`)];
});

/** A generated part is as long as what it lists, as a generated page is. */
function withoutGenerated(page: string): string {
	return page.replace(/<!-- (\w+): begin, written by .+? -->.*?<!-- \1: end -->/gs, '');
}

describe('the words of the pages', () => {
	it('are fewer than 600 in the README', () => {
		expect(countWords(read('README.md'))).toBeLessThan(600);
	});

	it.each([...pages, ...packagePages.filter((page) => page !== FACTS)])(
		'are fewer than 1,500 in %s, code and tables included, generated parts left out',
		(page) => {
			expect(withoutGenerated(read(page)).split(/\s+/).length).toBeLessThan(1_500);
		},
	);

	it.each([FACTS, 'CONTRIBUTING.md'])('are fewer than 1,500 in %s, tables left out', (page) => {
		expect(countWords(read(page))).toBeLessThan(1_500);
	});

	it('are at most 150 in each section on troubleshooting', () => {
		const sections = [...sectionsOf(read(TROUBLESHOOTING))].map(([title, text]) => ({
			title,
			words: countWords(text),
		}));
		expect(sections.length).toBeGreaterThan(30);
		expect(sections.filter(({ words }) => words > 150)).toEqual([]);
	});

	it('are counted without code, tables, comments and the targets of links', () => {
		const page = '# One two\n\n```sh\nnpm ci\n```\n\n| a | b |\n\n<!-- no -->\n[three](four/five.md) `six` – seven.';
		expect(countWords(page)).toBe(5);
		expect([...sectionsOf('Zero.\n# One\na\n```sh\n# no title\n```\n## Two\nb').keys()]).toEqual(['', 'One', 'Two']);
	});
});

it('The README names the tarball that npm pack makes', () => {
	const { name, version } = JSON.parse(read('packages/rollcall/package.json')) as { name: string; version: string };
	expect(read('README.md')).toContain(`/${name}-${version}.tgz\``);
});
