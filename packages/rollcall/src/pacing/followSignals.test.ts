import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { ForeignSignal } from '../tests/ForeignSignal.js';
import { followSignals, underSignals } from './followSignals.js';

describe('followSignals', () => {
	it('fires with the first that does, and with its reason', () => {
		const [first, second] = [new AbortController(), new AbortController()];
		const { signal } = followSignals(first.signal, undefined, second.signal);
		expect(signal.aborted).toBe(false);
		second.abort('second');
		first.abort('first');
		expect(signal.reason).toBe('second');
	});

	it('has fired if one of them has', () => {
		const { signal } = followSignals(new AbortController().signal, AbortSignal.abort('before'));
		expect([signal.aborted, signal.reason]).toEqual([true, 'before']);
	});

	it('follows a signal that is not from Node, and gives a reason if that has none', () => {
		const foreign = new ForeignSignal();
		const { signal } = followSignals(foreign.signal);
		foreign.abort();
		expect(signal.aborted).toBe(true);
		expect(signal.reason).toMatchObject({ name: 'AbortError' });
		expect(foreign.listenerCount).toBe(0);
	});

	it('leaves nothing on a signal that lives long, and no longer follows it', () => {
		const [long, foreign] = [new AbortController(), new ForeignSignal()];
		const follows = Array.from({ length: 1_000 }, () => followSignals(long.signal, foreign.signal));
		for (const { end } of follows) end();
		expect([countListeners(long.signal), foreign.listenerCount]).toEqual([0, 0]);
		long.abort();
		expect(follows.filter(({ signal }) => signal.aborted)).toEqual([]);
	});
});

describe('underSignals', () => {
	it.each(['resolves', 'rejects'])('leaves nothing if the task %s', async (how) => {
		const { signal } = new AbortController();
		const task = async (inner: AbortSignal) => {
			expect([inner.aborted, countListeners(signal)]).toEqual([false, 1]);
			if (how === 'rejects') throw new Error('mine');
			return 5;
		};
		await underSignals([signal], task).catch(() => {});
		expect(countListeners(signal)).toBe(0);
	});
});
