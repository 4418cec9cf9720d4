import { describe, expect, it } from 'vitest';
import { blocks, commonJsPaths, exampleFiles, guide, readmes, shownPart } from './guide.js';

/** Examples that print what the guide shows; each is run by a test that compares. */
const PRINTERS = ['src/tryBot.ts'];

describe('the integration guide', () => {
	it('names above each of its blocks the file that it is', () => {
		expect(blocks.filter(({ file }) => file === undefined)).toEqual([]);
		expect(blocks.length).toBeGreaterThan(10);
	});

	it.each(blocks.filter(({ language }) => language !== 'text'))('shows $file as it is', ({ file = '', text }) => {
		expect(text).toBe(shownPart(file));
	});

	it('shows every example, but the one that the READMEs show', () => {
		const shown = blocks.map(({ file = '' }) => file).filter((file) => file.endsWith('.ts'));
		expect([...new Set([...shown, 'src/tenLines.ts'])].sort()).toEqual([...exampleFiles].sort());
	});

	it('says what a bot in CommonJS has to set, as the one that is compiled here sets it', () => {
		expect(guide).toContain(`\`${commonJsPaths}\``);
	});

	it('shows as output only what a test compares', () => {
		const printing = blocks.filter(({ language }) => language === 'text').map(({ file }) => file);
		expect(printing).toEqual(PRINTERS);
	});
});

it.each(readmes)('A README shows the ten lines as they run', (readme) => {
	expect(readme).toContain(`\`\`\`ts\n${shownPart('src/tenLines.ts')}\n\`\`\``);
});

it('The guide speaks of no path of the config that does not exist', async () => {
	const { DEFAULT_CONFIG } = await import('rollcall');
	const known = Object.entries(DEFAULT_CONFIG).flatMap(([section, keys]) =>
		typeof keys === 'object' ? Object.keys(keys).map((key) => `${section}.${key}`) : [],
	);
	const spoken = guide.match(/(?<=`)(?:cache|retry|rateLimit|timeouts|fallback|monitoring)\.\w+(?=[`:])/g) ?? [];
	expect(spoken.filter((path) => !known.includes(path))).toEqual([]);
	expect(new Set(spoken)).toEqual(new Set(known));
});
