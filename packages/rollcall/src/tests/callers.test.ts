import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { countListeners } from './countListeners.js';
import { expectExact, setStage } from './stage.js';

describe('callers of one guild', () => {
	it('share one request', async () => {
		const stage = await setStage();
		const answers = await Promise.all(Array.from({ length: 10 }, () => stage.service.fetchGuildMembers(stage.guild)));
		for (const answer of answers) expectExact(answer, stage);
		expect(stage.stats().memberRequests.full).toBe(1);
		expect(stage.service.getStatistics()).toMatchObject({ totalRequests: 10, joinedFetches: 9 });
	});

	it('get the labelled partial at their deadline, and the next call finds the fetch done', async () => {
		const stage = await setStage({ members: 4_500 });
		stage.emulator.faults.add({ on: 'memberRequest', delayEach: 150 });
		const startedAt = performance.now();
		const answer = await stage.service.fetchGuildMembers(stage.guild, { timeout: 400 });
		expect(performance.now() - startedAt).toBeGreaterThanOrEqual(399);
		expect(answer).toMatchObject({ success: true, error: { code: 'DEADLINE' } });
		expect(answer.metadata).toMatchObject({
			status: 'partial',
			source: 'partial_fetch',
			totalCount: answer.members.size,
		});
		expect(answer.members.size).toBeGreaterThan(0);
		expect(answer.members.size).toBeLessThan(4_500);
		expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.stats().memberRequests.full).toBe(1);
	});

	it('settle at once when they abort, and the last one stops the work', async () => {
		const { service, guild, emulator, stats } = await setStage({ members: 4_500 });
		emulator.faults.add({ on: 'memberRequest', delayEach: 200 });
		const controller = new AbortController();
		const fetching = service.fetchGuildMembers(guild, { signal: controller.signal });
		while (stats().memberRequests.full === 0) await nextTurn();
		let isSettled = false;
		void fetching.then(() => {
			isSettled = true;
		});
		controller.abort();
		for (let turn = 0; turn < 20 && !isSettled; turn++) await nextTurn(); // no chunk comes so soon
		expect(isSettled).toBe(true);
		const answer = await fetching;
		expect(answer).toMatchObject({ success: false, error: { code: 'ABORTED' } });
		expect(service.getActiveOperations()).toEqual([]);
		expect(countListeners(controller.signal)).toBe(0);
		const before = stats().sends + stats().rest.total;
		await new Promise((resolve) => setTimeout(resolve, 700));
		expect(stats().sends + stats().rest.total).toBe(before);
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
		const { service, guild, emulator } = await setStage({ members: 3_500 });
		emulator.faults.add({ on: 'memberRequest', delayEach: 300 });
		const demanding = service.fetchGuildMembers(guild, { timeout: 100, require: 'complete' });
		await expect(demanding).rejects.toMatchObject({
			name: 'MemberFetchError[DEADLINE]',
			code: 'DEADLINE',
			retryable: true,
		});
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
