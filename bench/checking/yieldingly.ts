import { setImmediate } from 'node:timers/promises';

const AT_A_TIME = 2_000;

/** Gives each item, and lets the event loop come round now and then: a million would keep heartbeats waiting too long. */
export async function* yieldingly<Item>(items: Iterable<Item>): AsyncGenerator<Item, void, undefined> {
	let given = 0;
	for (const item of items) {
		if (++given % AT_A_TIME === 0) await setImmediate();
		yield item;
	}
}
