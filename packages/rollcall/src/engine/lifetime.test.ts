import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { lifetimeOf } from './lifetime.js';

function aLifetime(timeout?: number, abortedAlready = false) {
	const clock = new VirtualClock();
	const [caller, closing] = [new AbortController(), new AbortController()];
	if (abortedAlready) caller.abort();
	const options = { signal: caller.signal, ...(timeout !== undefined && { timeout }) };
	const lifetime = lifetimeOf(options, clock, '77', closing.signal);
	const leftBehind = () => [clock.pendingCount, countListeners(caller.signal), countListeners(closing.signal)];
	return { clock, caller, closing, lifetime, leftBehind };
}

describe('lifetimeOf', () => {
	it('lasts until something ends it', async () => {
		const { clock, lifetime, leftBehind } = aLifetime();
		await clock.advance(10_000_000);
		expect(lifetime.signal.aborted).toBe(false);
		lifetime.end();
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('ends with the caller, even if they have left before', () => {
		const { caller, lifetime } = aLifetime();
		caller.abort();
		expect(lifetime.signal.reason).toMatchObject({ code: 'ABORTED', guildId: '77' });
		expect(aLifetime(undefined, true).lifetime.signal.reason).toMatchObject({ code: 'ABORTED' });
	});

	it('keeps the reason that the caller gave', () => {
		const { caller, lifetime } = aLifetime();
		const reason = new Error('the user closed the page');
		caller.abort(reason);
		expect(lifetime.signal.reason.cause).toBe(reason);
	});

	it('puts one listener on the signal that all callers share', () => {
		const [clock, closing] = [new VirtualClock(), new AbortController()];
		const lifetimes = Array.from({ length: 50 }, () => lifetimeOf({}, clock, '77', closing.signal));
		expect(countListeners(closing.signal)).toBe(1);
		for (const { end } of lifetimes) end();
		expect(countListeners(closing.signal)).toBe(0);
	});

	it('ends at the deadline, and names it', async () => {
		const { clock, lifetime } = aLifetime(250);
		await clock.advance(249);
		expect(lifetime.signal.aborted).toBe(false);
		await clock.advance(1);
		expect(lifetime.signal.reason).toMatchObject({ code: 'DEADLINE', message: expect.stringContaining('250 ms') });
	});

	it('ends with the service', () => {
		const { closing, lifetime } = aLifetime();
		closing.abort();
		expect(lifetime.signal.reason).toMatchObject({ code: 'CLOSED' });
	});

	it('keeps the first of several reasons', async () => {
		const { clock, caller, closing, lifetime } = aLifetime(250);
		caller.abort();
		closing.abort();
		await clock.advance(300);
		expect(lifetime.signal.reason).toMatchObject({ code: 'ABORTED' });
	});

	it.each([false, true])('leaves no timer and no listener, the caller gone before: %s', (abortedAlready) => {
		const { lifetime, leftBehind } = aLifetime(250, abortedAlready);
		lifetime.end();
		lifetime.end();
		expect(leftBehind()).toEqual([0, 0, 0]);
	});
});
