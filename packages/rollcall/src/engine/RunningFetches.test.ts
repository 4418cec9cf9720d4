import { describe, expect, it } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { aGuild } from '../tests/aGuild.js';
import { FakeFetch } from '../tests/FakeFetch.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { RunningFetches } from './RunningFetches.js';

const ABORTED = new MemberFetchError('ABORTED', 'The caller left.');

function aRun() {
	const clock = new VirtualClock();
	const running = new RunningFetches(clock);
	const guild = aGuild('77', clock);
	const fetch = new FakeFetch(guild, 'first');
	const join = () => running.join(guild, () => fetch.asFetch);
	return { clock, running, guild, fetch, join };
}

describe('RunningFetches', () => {
	it('begins one fetch a guild, which later callers join', () => {
		const { running, guild, fetch, join } = aRun();
		expect(running.has(guild)).toBe(false);
		join();
		const joined = running.join(guild, () => expect.unreachable());
		expect(joined).toBe(fetch.asFetch);
		expect(running.list()).toMatchObject([{ operationId: 'first', guildId: '77', callerCount: 2 }]);
	});

	it('stops the work when the last caller has aborted, not before', () => {
		const { running, guild, fetch, join } = aRun();
		join();
		join();
		running.leave(fetch.asFetch, ABORTED);
		expect(fetch.stoppedBy).toBeUndefined();
		running.leave(fetch.asFetch, ABORTED);
		expect(fetch.stoppedBy).toBe(ABORTED);
		expect(running.has(guild)).toBe(false);
	});

	it('lets the work go on behind a caller whose deadline has passed, though others abort', () => {
		const { running, guild, fetch, join } = aRun();
		join();
		join();
		running.leave(fetch.asFetch, undefined);
		running.leave(fetch.asFetch, ABORTED);
		expect(fetch.stoppedBy).toBeUndefined();
		expect(running.has(guild)).toBe(true);
	});

	it('forgets a fetch that has ended', async () => {
		const { clock, running, guild, fetch, join } = aRun();
		join();
		fetch.complete();
		await clock.advance(0);
		expect([running.has(guild), running.list()]).toEqual([false, []]);
	});

	it('begins a new fetch beside one that is being stopped, whose end and callers do not affect the new one', async () => {
		const { clock, running, guild, fetch, join } = aRun();
		join();
		expect(running.cancel('first')).toBe(true);
		expect(fetch.stoppedBy).toMatchObject({ code: 'ABORTED', guildId: '77' });
		const second = new FakeFetch(guild, 'second');
		running.join(guild, () => second.asFetch);
		running.leave(fetch.asFetch, ABORTED);
		await clock.advance(0);
		expect(second.stoppedBy).toBeUndefined();
		expect(running.list()).toMatchObject([{ operationId: 'second', callerCount: 1 }]);
		expect(running.cancel('first')).toBe(false);
	});

	it('stops everything', () => {
		const { running, fetch, join } = aRun();
		join();
		running.stopAll(new MemberFetchError('CLOSED', 'Closed.'));
		expect([fetch.stoppedBy?.code, running.list()]).toEqual(['CLOSED', []]);
	});

	it('says how far a fetch is, and whether one waits', () => {
		const { running, fetch, join } = aRun();
		join();
		fetch.arrive(250);
		expect(running.list()).toMatchObject([{ stage: 'fetching', currentCount: 250, totalCount: 1_000 }]);
		expect(running.isWaiting).toBe(false);
		fetch.wait(5_000);
		expect(running.isWaiting).toBe(true);
	});
});
