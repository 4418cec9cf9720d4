import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MeasurementName } from '../measuring/Measurements.js';
import { summarise } from '../reporting/summarise.js';
import type { SideName } from '../sides/index.js';
import type { Recovery } from '../validation/gains/recovery/Recovery.js';
import { readPart, replacePart } from './betweenMarkers.js';
import { parts } from './parts.js';
import { readResults } from './readResults.js';

const ROOT = new URL('../../', import.meta.url);
const read = (page: string) => readFileSync(new URL(page, ROOT), 'utf8');
const results = await readResults(new URL('bench/results/', ROOT));
const README = 'README.md';

describe('the figures of the pages', () => {
	it.each(parts)('$page has "$name" as the committed results give it; npm run docs:figures writes it', (part) => {
		expect(readPart(read(part.page), part.name)).toBe(part.render(results));
	});

	it('are all there: no cell under a title is empty', () => {
		for (const part of parts) {
			if (part.name === 'missed' || (part.name === 'huge' && !results.huge)) continue;
			const rows = part
				.render(results)
				.split('\n')
				.filter((line) => line.startsWith('|'));
			expect(rows.length).toBeGreaterThan(2);
			expect(rows.slice(1).filter((row) => /\| +\|/.test(row))).toEqual([]);
		}
	});

	it('name in the README every fault that makes the usual way silently wrong, and no other', () => {
		const found = results.validation.find(({ gain }) => gain === 'recovery')?.found as readonly Recovery[];
		const wrong = found.filter(({ side, verdict }) => side === 'discord.js' && verdict === 'wrong');
		const right = found.filter(({ side, verdict }) => side === 'rollcall' && verdict === 'recovered');
		const table = read(README).split('| What goes wrong |')[1]?.split('\n\n')[0] ?? '';
		const named = [...table.matchAll(/^\| (.+?) \| .+ \| .+ \|$/gm)].map(([, fault]) => fault).slice(1);
		expect(named).toEqual(wrong.map(({ fault }) => fault));
		expect(right.map(({ fault }) => fault)).toEqual(expect.arrayContaining(named));
	});

	it('are at most five rows in the README', () => {
		const rows = read(README).match(/^\|[^|]*\|.*\d.*$/gm);
		expect(rows?.length).toBe(5);
	});
});

describe('what the README says of the lean client', () => {
	const figure = (side: SideName, members: number, name: MeasurementName) =>
		Number(summarise(results.report.runs, { side, members, name })?.value);

	it('is right about the size from which on it saves more than the import takes', () => {
		const [, heapMb] = /its import takes ([\d.]+) MB of heap/.exec(read(README)) ?? [];
		const [, said = ''] = /saves more than that from\s+about ([\d,]+) members on/.exec(read(README)) ?? [];
		const saved = figure('discord.js', 100_000, 'bytesPerMember') - figure('service-lean', 100_000, 'bytesPerMember');
		const members = (Number(heapMb) * 1e6) / saved;
		expect(Math.abs(Number(said.replaceAll(',', '')) - members) / members, `${members} members`).toBeLessThan(0.15);
	});

	it('is right about the sizes at which it needs more CPU, and less', () => {
		const [, more = '', less = ''] =
			/more CPU for a guild of ([\d,]+), and less for one of ([\d,]+)\./.exec(read(README)) ?? [];
		const ratio = (members: string) => {
			const size = Number(members.replaceAll(',', ''));
			return figure('service-lean', size, 'cpuMs') / figure('discord.js', size, 'cpuMs');
		};
		expect([ratio(more) > 1, ratio(less) < 1]).toEqual([true, true]);
	});
});

describe('the markers of a page', () => {
	const part = '| a | b |';
	const empty = 'Before.\n\n<!-- sizes: begin, written by npm run docs:figures -->\n<!-- sizes: end -->\n\nAfter.\n';

	it('hold what is written between them, and nothing else of the page changes', () => {
		const filled = replacePart(empty, 'sizes', part);
		expect(readPart(filled, 'sizes')).toBe(part);
		expect(replacePart(filled, 'sizes', part)).toBe(filled);
		expect([filled.startsWith('Before.\n'), filled.endsWith('\nAfter.\n')]).toEqual([true, true]);
	});

	it('are missed by name if the page lacks them', () => {
		expect(() => readPart('A page.', 'sizes')).toThrow('lacks the line <!-- sizes: begin');
		expect(() => readPart(empty, 'other')).toThrow('other');
	});
});
