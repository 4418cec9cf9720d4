import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { within } from './within.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Waits until the signal fires. */
const fired = (either: AbortSignal) =>
	new Promise<string>((resolve) => either.addEventListener('abort', () => resolve('fired')));

describe('within', () => {
	it('ends after its time, though the garbage is collected before', async () => {
		const timer = setInterval(collectGarbage, 5);
		try {
			expect(await within(50, new AbortController().signal, fired)).toBe('fired');
		} finally {
			clearInterval(timer);
		}
	});

	it('ends with the other signal, before or while it waits', async () => {
		const controller = new AbortController();
		const waiting = within(60_000, controller.signal, fired);
		controller.abort();
		expect(await waiting).toBe('fired');
		expect(await within(60_000, controller.signal, async ({ aborted }) => aborted)).toBe(true);
	});

	it('gives what it waited for', async () => {
		expect(await within(60_000, new AbortController().signal, async () => 5)).toBe(5);
	});
});
