import { describe, expect, it } from 'vitest';
import { aReport, aRun } from '../tests/aReport.js';
import { renderMarkdown } from './renderMarkdown.js';

const report = aReport([
	aRun({ measurements: { bytesPerMember: 800, cpuMs: 200 } }),
	aRun({ round: 2, measurements: { bytesPerMember: 820, cpuMs: 220 } }),
	aRun({ side: 'discordeno', measurements: { bytesPerMember: 405, lookupUs: 'n/a', filterMs: 12_345 } }),
	aRun({ side: 'discordeno', round: 2, measurements: { bytesPerMember: 405, lookupUs: 'n/a', filterMs: 12_345 } }),
]);

describe('renderMarkdown', () => {
	const lines = renderMarkdown(report).split('\n');

	it('names the machine, the versions and the date', () => {
		expect(lines).toContain('2 cores of a CPU, 8 GB, Linux 6, Node v20.20.2, 2026-01-02; discord.js 14.28.1.');
	});

	it('shows the median of each side with its ratio to discord.js', () => {
		expect(lines).toContain('## 10,000 members, median of 2 rounds');
		expect(lines).toContain('|  | discord.js | discordeno |');
		expect(lines).toContain('| bytes a member kept | 810 | 405 (0.50×) |');
		expect(lines).toContain('| filter by predicate | 3 ms | 12.3 s (4,115×) |');
	});

	it('shows what there is no figure for as it is, with the reason below', () => {
		expect(lines).toContain('| lookup by id | 1 µs | n/a |');
		expect(lines.some((line) => line.startsWith('- discordeno keeps no members'))).toBe(true);
	});

	it('shows every round', () => {
		expect(lines).toContain('## 10,000 members, every round');
		expect(lines).toContain('| bytes a member kept | 800, 820 | 405, 405 |');
	});

	it('gives no ratio if discord.js did not run', () => {
		const alone = renderMarkdown(aReport([aRun({ side: 'seyfert' })]));
		expect(alone).toContain('| bytes a member kept | 800 |');
		expect(alone).toContain('median of one round');
	});
});
