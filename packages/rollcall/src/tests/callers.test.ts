import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FetchOptions, FetchProgress } from '../interfaces/FetchOptions.js';
import { countListeners } from './countListeners.js';
import { dispatched, expectExact, type Stage, setStage } from './stage.js';
import { VirtualClock } from './VirtualClock.js';

/** A stage on which time stands still, and at first only this many chunks of 1,000 come. */
async function setHeld(chunks: number) {
	const clock = new VirtualClock();
	const stage = await setStage({ members: 4_500, clock, config: { timeouts: { chunkIdle: 5_000 } } });
	const pause = () => stage.emulator.faults.gateway.pauseDispatch();
	stage.emulator.faults.add({ on: 'memberRequest', after: { chunks, do: pause } });
	return { ...stage, clock, chunks };
}

/** A fetch on it, and when those chunks have come. */
function fetchHeld(
	{ service, guild, chunks }: Pick<Stage, 'service' | 'guild'> & { chunks: number },
	options: FetchOptions,
) {
	let come = () => {};
	const received = new Promise<void>((resolve) => {
		come = resolve;
	});
	const progressCallback = ({ currentCount }: FetchProgress) => void (currentCount === chunks * 1_000 && come());
	return { fetching: service.fetchGuildMembers(guild, { ...options, progressCallback }), received };
}

/** Whether it settles without anything that comes and without a timer. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
	let settled = false;
	void promise.then(() => {
		settled = true;
	});
	for (let turn = 0; turn < 20 && !settled; turn++) await nextTurn();
	return settled;
}

describe('callers of one guild', () => {
	it('share one request', async () => {
		const stage = await setStage();
		const answers = await Promise.all(Array.from({ length: 10 }, () => stage.service.fetchGuildMembers(stage.guild)));
		for (const answer of answers) expectExact(answer, stage);
		expect(stage.stats().memberRequests.full).toBe(1);
		expect(stage.service.getStatistics()).toMatchObject({ totalRequests: 10, joinedFetches: 9 });
	});

	it('get the labelled partial at their deadline, and the next call finds the fetch done', async () => {
		const stage = await setHeld(2);
		const { fetching, received } = fetchHeld(stage, { timeout: 400 });
		await received;
		await stage.clock.advance(399);
		expect(await isSettled(fetching)).toBe(false);
		await stage.clock.advance(1);
		expect(await isSettled(fetching)).toBe(true);
		const answer = await fetching;
		expect(answer).toMatchObject({ success: true, error: { code: 'DEADLINE' } });
		expect(answer.metadata).toMatchObject({
			status: 'partial',
			source: 'partial_fetch',
			totalCount: answer.members.size,
		});
		expect(answer.members.size).toBe(2_000);
		stage.emulator.faults.gateway.resumeDispatch();
		expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.stats().memberRequests.full).toBe(1);
	});

	it('settle at once when they abort, and the last one stops the work', async () => {
		const stage = await setHeld(1);
		const { service, truth, client, clock, emulator, stats } = stage;
		const controller = new AbortController();
		const { fetching, received } = fetchHeld(stage, { signal: controller.signal });
		await received;
		controller.abort();
		expect(await isSettled(fetching)).toBe(true);
		const answer = await fetching;
		expect(answer).toMatchObject({ success: false, error: { code: 'ABORTED' } });
		expect(service.getActiveOperations()).toEqual([]);
		expect(countListeners(controller.signal)).toBe(0);
		const asked = () => JSON.stringify([stats().memberRequests, stats().rest.total]);
		const before = asked();
		const last = dispatched(client, 'GUILD_MEMBER_ADD');
		emulator.faults.gateway.resumeDispatch();
		truth.join({});
		await last;
		await clock.advance(60_000);
		expect(asked()).toBe(before);
	});

	it('do not end the fetch of another by their abort', async () => {
		const stage = await setStage({ members: 3_500 });
		stage.emulator.faults.add({ on: 'memberRequest', delayEach: 50 });
		const controller = new AbortController();
		const aborting = stage.service.fetchGuildMembers(stage.guild, { signal: controller.signal });
		const staying = stage.service.fetchGuildMembers(stage.guild);
		controller.abort();
		expect((await aborting).error?.code).toBe('ABORTED');
		expectExact(await staying, stage);
	});

	it('are all told when the operation is cancelled', async () => {
		const { service, guild, emulator } = await setStage({ members: 3_500 });
		emulator.faults.add({ on: 'memberRequest', delayEach: 200 });
		const fetching = [service.fetchGuildMembers(guild), service.fetchGuildMembers(guild)];
		const [operation] = service.getActiveOperations();
		expect(operation).toMatchObject({ guildId: guild.id, callerCount: 2 });
		expect(service.cancelOperation(operation?.operationId ?? '')).toBe(true);
		for (const answer of await Promise.all(fetching)) expect(answer.error?.code).toBe('ABORTED');
		expect(service.cancelOperation(operation?.operationId ?? '')).toBe(false);
	});

	it('throw with require: complete instead of getting less', async () => {
		const stage = await setHeld(2);
		const { fetching, received } = fetchHeld(stage, { timeout: 100, require: 'complete' });
		const refused = expect(fetching).rejects.toMatchObject({
			name: 'MemberFetchError[DEADLINE]',
			code: 'DEADLINE',
			retryable: true,
		});
		await received;
		await stage.clock.advance(100);
		await refused;
	});

	it('hear progress that never goes back and ends, whatever their callback does', async () => {
		const { service, guild } = await setStage({ members: 5_500 });
		const heard: { stage: string; progress: number }[] = [];
		await service.fetchGuildMembers(guild, {
			progressCallback: (progress) => {
				heard.push(progress);
				throw new Error('a broken callback');
			},
		});
		expect(heard.length).toBeGreaterThan(6);
		expect(heard.at(-1)).toMatchObject({ stage: 'completed', progress: 100 });
		for (const [index, { progress }] of heard.entries())
			expect(progress).toBeGreaterThanOrEqual(heard[index - 1]?.progress ?? 0);
	});

	it('leave nothing on the client after close', async () => {
		const { service, guild, client, emulator } = await setStage({ members: 3_500 });
		const listeners = () => client.eventNames().map((name) => [String(name), client.listenerCount(name as never)]);
		const restListeners = () => client.rest.eventNames().length;
		const before = [listeners(), restListeners(), client.token];
		await service.fetchGuildMembers(guild);
		emulator.faults.add({ on: 'rest', delay: 500 });
		const running = service.fetchGuildMembers(guild, { forceRefresh: true });
		await service.close();
		expect((await running).error?.code).toBe('CLOSED');
		expect([listeners(), restListeners(), client.token]).toEqual(before);
		await expect(service.fetchGuildMembers(guild)).rejects.toMatchObject({ code: 'CLOSED' });
	});
});
