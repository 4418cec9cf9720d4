import { expect, it, vi } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import type { FetchContext } from './FetchContext.js';
import { Hedge } from './Hedge.js';
import type { RestWalk } from './RestWalk.js';

const LATE_MS = 400;

function aHedge() {
	const clock = new VirtualClock();
	const context: Partial<FetchContext> = {
		clock,
		signal: new AbortController().signal,
		deps: {} as FetchContext['deps'],
	};
	const walk: Partial<RestWalk> = { ended: true, end: 'sure' };
	const openWalk = vi.fn(() => walk as RestWalk);
	const hedge = new Hedge(context as FetchContext, openWalk);
	hedge.start();
	return { clock, hedge, openWalk, walk };
}

it('looks at REST if the first chunk is late', async () => {
	const { clock, hedge, openWalk, walk } = aHedge();
	await clock.advance(LATE_MS - 1);
	expect(openWalk).not.toHaveBeenCalled();
	await clock.advance(1);
	expect(await hedge.finished).toBe(walk);
});

it('asks for nothing if the chunk has arrived, and the process was too busy to read it in time', async () => {
	const { clock, hedge, openWalk } = aHedge();
	clock.setTimer(LATE_MS, () => hedge.stop()); // it is read behind the timers that are due
	await clock.advance(2_000);
	await new Promise((resolve) => setImmediate(resolve));
	expect(openWalk).not.toHaveBeenCalled();
	expect(clock.pendingCount).toBe(0);
});
