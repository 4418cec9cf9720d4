import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../src/config/defaults.js';
import { mergeConfig } from '../src/config/merge.js';
import { configPage } from './configPage.js';
import { describeConfig } from './describeConfig.js';
import { readKeyTexts } from './readKeyTexts.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const page = readFileSync(here('../../../docs/configuration.md'), 'utf8');
const texts = readKeyTexts(here('../src/config/MemberFetchConfig.ts'));
const keys = describeConfig(texts);

const pathsOf = (tree: object, above = ''): string[] =>
	Object.entries(tree).flatMap(([key, value]) =>
		typeof value === 'object' ? pathsOf(value, `${above}${key}.`) : [above + key],
	);

describe('the reference of the config', () => {
	it('is the page that the schema gives; npm run docs:config writes it', () => {
		expect(page).toBe(configPage(keys));
	});

	it('has every key of the config, and no other', () => {
		expect(keys.map(({ path }) => path)).toEqual(pathsOf(DEFAULT_CONFIG));
		expect([...texts.keys()].sort()).toEqual(pathsOf(DEFAULT_CONFIG).sort());
	});

	it('says of each key what it does, and of each number what it counts', () => {
		for (const { path, effect, unit, defaultValue, range } of keys) {
			expect(`${path}: ${effect}`).toMatch(/: .{10}/);
			expect(`${path} ${unit === undefined}`).toBe(`${path} ${typeof defaultValue !== 'number'}`);
			expect(`${path}: ${range}`).toMatch(/: \S/);
		}
	});

	it('tells the default that holds, as the TSDoc does', () => {
		const told = [...texts].map(([path, { defaultValue }]) => [path, defaultValue?.replaceAll("'", '"')]);
		expect(Object.fromEntries(told)).toEqual(
			Object.fromEntries(keys.map(({ path, defaultValue }) => [path, JSON.stringify(defaultValue)])),
		);
	});

	it.each(keys.filter(({ unit }) => unit !== undefined))(
		'gives $path the range $range, which is what is taken',
		(key) => {
			const takes = (value: number) => {
				const [section = '', name = ''] = key.path.split('.');
				try {
					return mergeConfig(DEFAULT_CONFIG, { [section]: { [name]: value } }) !== undefined;
				} catch {
					return false;
				}
			};
			const numberAfter = (sign: string) => {
				const found = new RegExp(`${sign} ([\\d_]+)`).exec(key.range)?.[1];
				return found === undefined ? undefined : Number(found.replaceAll('_', ''));
			};
			const [least, above, most] = [numberAfter('≥'), numberAfter('>'), numberAfter('≤')];
			// Beside its range, a wait has to fit the other one of its section.
			if (least !== undefined && key.path !== 'retry.maxDelay') expect(takes(least)).toBe(true);
			if (least !== undefined) expect(takes(least - 1)).toBe(false);
			if (above !== undefined) expect([takes(above), takes(above + 1)]).toEqual([false, true]);
			if (most !== undefined && key.path !== 'retry.baseDelay') expect(takes(most)).toBe(true);
			if (most !== undefined) expect(takes(most + 1)).toBe(false);
			expect(takes((least ?? above ?? 0) + 1.5)).toBe(!key.range.includes('whole') && key.path !== 'retry.maxDelay');
		},
	);
});
