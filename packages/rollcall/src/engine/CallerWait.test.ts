import { describe, expect, it } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { aGuild } from '../tests/aGuild.js';
import { countListeners } from '../tests/countListeners.js';
import { FakeFetch } from '../tests/FakeFetch.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { deadlineError, waitForFetch } from './CallerWait.js';

const IDLE_MS = 20_000;

function aWait(timeout?: number, waitingUntil?: number, abortedAlready = false, isLeftByOther = false) {
	const clock = new VirtualClock();
	const fetch = new FakeFetch(aGuild('77', clock));
	fetch.waitingUntil = waitingUntil;
	const controller = new AbortController();
	if (abortedAlready) controller.abort();
	if (isLeftByOther) fetch.listen({ onRows: () => controller.abort() }); // another caller's progressCallback
	const heard: string[] = [];
	const end = waitForFetch(fetch.asFetch, { timeout, idleMs: IDLE_MS, signal: controller.signal }, clock, {
		onRows: () => heard.push('rows'),
		onWait: (until) => heard.push(`wait ${until}`),
	});
	const leftBehind = () => [clock.pendingCount, fetch.listeners.size, countListeners(controller.signal)];
	return { clock, fetch, controller, end, heard, leftBehind };
}

describe('waitForFetch', () => {
	it('ends with the fetch', async () => {
		const { clock, fetch, end, leftBehind } = aWait(1_000);
		fetch.complete();
		expect(await clock.runUntil(end, 0)).toMatchObject({ kind: 'done', outcome: { complete: true } });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('ends when nothing arrives for the idle time, which each arrival renews', async () => {
		const { clock, fetch, end, heard, leftBehind } = aWait();
		for (let i = 0; i < 3; i++) {
			await clock.advance(IDLE_MS - 1);
			fetch.arrive(1);
		}
		expect(await clock.runUntil(end, 100_000)).toEqual({ kind: 'deadline', waitedMs: 4 * IDLE_MS - 3, idle: true });
		expect(heard).toEqual(['rows', 'rows', 'rows']);
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('does not count a wait for a gate or a rate limit, and counts again from its end', async () => {
		const { clock, fetch, end, heard } = aWait();
		await clock.advance(15_000);
		fetch.wait(45_000);
		await clock.advance(30_000);
		fetch.wait(undefined);
		expect(await clock.runUntil(end, 100_000)).toEqual({ kind: 'deadline', waitedMs: 45_000 + IDLE_MS, idle: true });
		expect(heard).toEqual(['wait 45000', 'wait undefined']);
	});

	it('does not count a wait that runs when it begins', async () => {
		const { clock, fetch, end } = aWait(undefined, 60_000);
		await clock.advance(60_000);
		fetch.wait(undefined);
		expect(await clock.runUntil(end, 100_000)).toMatchObject({ waitedMs: 60_000 + IDLE_MS });
	});

	it('ends at a hard deadline, whatever arrives or is waited for', async () => {
		const { clock, fetch, end, leftBehind } = aWait(30_000);
		for (let i = 0; i < 29; i++) {
			await clock.advance(1_000);
			fetch.arrive(1);
		}
		fetch.wait(90_000);
		expect(await clock.runUntil(end, 100_000)).toEqual({ kind: 'deadline', waitedMs: 30_000, idle: false });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('ends neither by silence nor when the tries are used up, if there is a hard deadline', async () => {
		const { clock, fetch, end, leftBehind } = aWait(5 * IDLE_MS);
		await clock.advance(IDLE_MS);
		for (const listener of [...fetch.listeners]) listener.onSpent?.();
		expect(await clock.runUntil(end, 200_000)).toEqual({ kind: 'deadline', waitedMs: 5 * IDLE_MS, idle: false });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('ends when the tries are used up if there is none, even in a wait that does not count', async () => {
		const { clock, fetch, end, leftBehind } = aWait();
		fetch.wait(90_000);
		await clock.advance(100);
		for (const listener of [...fetch.listeners]) listener.onSpent?.();
		expect(await clock.runUntil(end, 0)).toEqual({ kind: 'deadline', waitedMs: 100, idle: true });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('ends at once on abort', async () => {
		const { clock, controller, end, leftBehind } = aWait(30_000);
		await clock.advance(5);
		controller.abort();
		expect(await clock.runUntil(end, 0)).toEqual({ kind: 'aborted' });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('sets no timer once it has ended, though rows are just being announced', async () => {
		const { clock, fetch, controller, end, leftBehind } = aWait(undefined, undefined, false, true);
		fetch.arrive(1);
		expect(await clock.runUntil(end, 0)).toEqual({ kind: 'aborted' });
		expect(controller.signal.aborted).toBe(true);
		expect(leftBehind()).toEqual([0, 1, 0]);
	});

	it('ends at once if the caller aborted before it began, as a progressCallback may', async () => {
		const { clock, end, leftBehind } = aWait(30_000, undefined, true);
		expect(await clock.runUntil(end, 0)).toEqual({ kind: 'aborted' });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});
});

describe('deadlineError', () => {
	it('says how far the fetch is, and that it goes on', () => {
		const { fetch } = aWait();
		const error = deadlineError(fetch.asFetch, { waitedMs: 400.4, idle: false }, 12);
		expect(error).toMatchObject({ code: 'DEADLINE', guildId: '77', retryable: true });
		expect(error.message).toBe(
			'Guild 77: 12 of about 1000 members when 400 ms had passed. The fetch goes on; ask again.',
		);
	});

	it('has the code of the last trouble if nothing more came, since that is why', () => {
		const { fetch } = aWait();
		fetch.trouble = new MemberFetchError('GATEWAY_SILENT', 'No chunk came.');
		expect(deadlineError(fetch.asFetch, { waitedMs: 1, idle: true }, 0).code).toBe('GATEWAY_SILENT');
		fetch.trouble = new MemberFetchError('RATE_LIMITED', 'Shut.', { retryAfterMs: 9 });
		expect(deadlineError(fetch.asFetch, { waitedMs: 1, idle: true }, 0).retryAfterMs).toBe(9);
		fetch.trouble = new MemberFetchError('GATEWAY_SILENT', 'No chunk came.');
		const hard = deadlineError(fetch.asFetch, { waitedMs: 1, idle: false }, 0);
		expect([hard.code, hard.message]).toEqual(['DEADLINE', expect.stringContaining('Last trouble: No chunk came.')]);
	});
});
