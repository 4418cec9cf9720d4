import { describe, expect, it } from 'vitest';
import { blocks, commonJsPaths, everyPage, exampleFiles, guide, readmes, shownPart } from './guide.js';

/** Examples that print what a page shows; each is run by a test that compares. */
const PRINTERS = ['src/tryBot.ts'];

describe('the pages with examples', () => {
	it('name above each of their blocks the file that it is', () => {
		expect(blocks.filter(({ file }) => file === undefined)).toEqual([]);
		expect(blocks.length).toBeGreaterThan(10);
	});

	it.each(blocks.filter(({ language }) => language !== 'text'))('show $file as it is: $page', ({ file = '', text }) => {
		expect(text).toBe(shownPart(file));
	});

	it('show every example, but the one that the READMEs show', () => {
		const shown = blocks.map(({ file = '' }) => file).filter((file) => /^src\/.+\.ts$/.test(file));
		expect([...new Set([...shown, 'src/tenLines.ts'])].sort()).toEqual([...exampleFiles].sort());
	});

	it('say what a bot in CommonJS has to set, as the one that is compiled here sets it', () => {
		expect(guide).toContain(`\`${commonJsPaths}\``);
	});

	it('show as output only what a test compares', () => {
		const printing = blocks.filter(({ language }) => language === 'text').map(({ file }) => file);
		expect(printing).toEqual(PRINTERS);
	});
});

it.each(readmes)('A README shows the ten lines as they run', (readme) => {
	expect(readme).toContain(`\`\`\`ts\n${shownPart('src/tenLines.ts')}\n\`\`\``);
});

it('The pages speak of no path of the config that does not exist', async () => {
	const { DEFAULT_CONFIG } = await import('rollcall');
	const known = Object.entries(DEFAULT_CONFIG).flatMap(([section, keys]) =>
		typeof keys === 'object' ? Object.keys(keys).map((key) => `${section}.${key}`) : [],
	);
	const text = everyPage.join('\n');
	const spoken =
		text.match(/(?<=`)(?:cache|retry|rateLimit|timeouts|fallback|monitoring|health|store)\.\w+(?=[`:])/g) ?? [];
	expect(spoken.filter((path) => !known.includes(path))).toEqual([]);
	expect(new Set(spoken)).toEqual(new Set(known));
});
