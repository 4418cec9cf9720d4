import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { localiser } from '../../localisation/index.js';
import { ProgressBar } from './ProgressBar.js';

it('edits at most once in two seconds, never backwards, and never after it was closed', async () => {
	const clock = new ManualClock();
	const edits: [number, string][] = [];
	const startedAt = clock.now();
	const bar = new ProgressBar(clock, localiser('en-US'), async (text) => {
		edits.push([clock.now() - startedAt, text]);
	});
	for (let percent = 0; percent <= 90; percent++) {
		bar.update(percent);
		await Promise.resolve();
		clock.advance(100);
	}
	bar.update(10);
	await bar.close();
	clock.advance(5_000);
	bar.update(100);
	await bar.close();
	expect(edits.map(([at]) => at)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
	expect(edits[2]?.[1]).toBe(`Fetching members ${'█'.repeat(8)}${'░'.repeat(12)} 40 %`);
});

it('does not fail the report if an edit fails', async () => {
	const bar = new ProgressBar(new ManualClock(), localiser('en-US'), () => Promise.reject(new Error('gone')));
	bar.update(1);
	await expect(bar.close()).resolves.toBeUndefined();
});
