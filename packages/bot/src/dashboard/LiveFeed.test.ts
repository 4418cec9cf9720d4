import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { LiveFeed } from './LiveFeed.js';
import type { Snapshot } from './Snapshot.js';

function aFeed() {
	const clock = new ManualClock();
	const taken: number[] = [];
	const take = async () => ({ at: taken.push(clock.now()) }) as Snapshot;
	const feed = new LiveFeed({ take }, clock, { error: () => {} });
	const pass = async (seconds: number) => {
		for (let n = 0; n < seconds; n++) {
			await new Promise(setImmediate);
			clock.advance(1_000);
		}
		await new Promise(setImmediate);
	};
	return { feed, taken, pass };
}

it('A reader that takes nothing is sent nothing more, and is let go after a minute', async () => {
	const { feed, taken, pass } = aFeed();
	const reader = feed.open();
	await pass(1);
	const first = reader?.readableLength;
	expect(first).toBeGreaterThan(0);
	await pass(58);
	expect([reader?.readableLength, reader?.destroyed]).toEqual([first, false]);
	await pass(2);
	expect([reader?.destroyed, feed.readers]).toEqual([true, 0]);
	const { length } = taken;
	await pass(5);
	expect(taken.length).toBe(length);
});

it('A reader that was slow for a while misses the snapshots between', async () => {
	const { feed, pass } = aFeed();
	const reader = feed.open();
	await pass(10);
	let words = '';
	reader?.on('data', (bytes) => {
		words += bytes;
	});
	await pass(2);
	expect(words).toMatch(/^retry: 1000\n\nevent: snapshot\ndata: \{"at":1\}\n\n/);
	const [, second] = words.matchAll(/"at":(\d+)/g);
	expect(Number(second?.[1])).toBeGreaterThan(10);
	feed.close();
});

it('A stream ends after an hour, so that the browser shows its cookie again', async () => {
	const { feed, pass } = aFeed();
	const reader = feed.open();
	reader?.resume();
	await pass(3_599);
	expect(feed.readers).toBe(1);
	await pass(3);
	expect([reader?.readableEnded, feed.readers]).toEqual([true, 0]);
});
