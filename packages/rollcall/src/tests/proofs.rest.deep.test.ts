import { describe, expect, it, onTestFinished } from 'vitest';
import type { IClock } from '../interfaces/IClock.js';
import { FastClock } from './FastClock.js';
import { IdentifyGate } from './IdentifyGate.js';
import { type CommonStage, expectExact, LIBRARIES, type Library, setStageOn } from './stages.js';

/** A stage on which the guild's 30 s window is used up, so that the next list comes over REST. */
async function setStageWithShutGate(library: Library, clock?: IClock): Promise<CommonStage> {
	const stage = await setStageOn(library, { members: 3_500, ...(clock && { clock }) });
	await stage.fetchAll();
	return stage;
}

describe.each(LIBRARIES)('a list over REST (%s)', (library) => {
	it('serves a refresh inside the 30 s, and no refused request is sent', async () => {
		const stage = await setStageWithShutGate(library);
		const answer = await stage.fetchAll({ forceRefresh: true });
		expectExact(answer, stage);
		expect(answer.metadata.via).toEqual(['rest']);
		expect(stage.stats().memberRequests).toMatchObject({ full: 1, refused: 0 });
	});

	it.each([
		['a page is shorter than asked', { shortPage: 400 }],
		['a page is empty before the end', { emptyPage: true, nth: 2 }],
		['a page is not sorted', { unsorted: true }],
		['a page repeats rows', { repeatRows: 2 }],
		['Discord is down for a moment', { status: 502, times: 2 }],
		['a page is refused for 0.2 s', { rateLimited: { retryAfter: 0.2 } }],
		['the bot is refused globally for 0.2 s', { rateLimited: { retryAfter: 0.2, global: true } }],
		['the connection is reset', { reset: true }],
		['a body is cut off', { truncateBody: true }],
	] as const)('ends exact although %s', async (_, fault) => {
		const stage = await setStageWithShutGate(library);
		stage.emulator.faults.add({ on: 'rest', route: 'listMembers', ...fault });
		const answer = await stage.fetchAll({ forceRefresh: true });
		expectExact(answer, stage);
	});

	it('ends exact although a body trickles in for longer than a request may take', async () => {
		const stage = await setStageWithShutGate(library, new FastClock(5));
		stage.emulator.faults.add({ on: 'rest', route: 'listMembers', slowBody: 20_000 });
		const answer = await stage.fetchAll({ forceRefresh: true });
		expectExact(answer, stage);
		expect(answer.metadata.retryCount).toBeGreaterThan(0);
	});

	it('counts the requests that were sent, and no wait for an empty bucket', async () => {
		const listMembers = { limit: 2, window: 300 };
		const stage = await setStageOn(library, {
			emulator: { guilds: [{ members: 4_500 }], rest: { buckets: { listMembers } } },
		});
		await stage.listen();
		await stage.fetchAside(); // shuts the gate, so that all comes over REST
		const { requests: counted } = stage.service.getStatistics();
		const before = stage.stats().rest.total;
		const answer = await stage.fetchAll();
		expectExact(answer, stage);
		const sent = stage.stats().rest.total - before;
		expect(sent).toBe(6);
		expect(answer.metadata.requests.rest).toBe(sent);
		expect(stage.stats().rest.rateLimited).toBe(0);
		const { requests, refusals } = stage.service.getStatistics();
		expect({ sent: requests.rest - counted.rest, refused: refusals.rest }).toEqual({ sent, refused: 0 });
	});

	it('has those who join, leave, return or change before and behind the cursor', async () => {
		const stage = await setStageWithShutGate(library);
		const { fetchAll, truth, emulator } = stage;
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 150, times: 20 });
		const refresh = fetchAll({ forceRefresh: true });
		const changes = setInterval(() => {
			const count = truth.version % 250;
			truth.join({ user: { id: String(BigInt(truth.memberAt(count * 7).user.id) + 1n) } });
			truth.leave(truth.memberAt(100 + count * 11).user.id);
			truth.update(truth.memberAt(3_400 - count).user.id, { nick: `nick ${count}` });
			truth.update(truth.memberAt(50 + count).user.id, { roles: [] });
		}, 40);
		const stopChanges = () => clearInterval(changes);
		onTestFinished(stopChanges);
		// The barrier behind the pages: its answer comes behind every change from before.
		emulator.faults.add({ on: 'memberRequest', full: false, before: stopChanges });
		const before = truth.version;
		expectExact(await refresh, stage);
		expect(truth.version - before).toBeGreaterThan(20);
	});

	it('waits for the barrier if the gateway lags behind REST', async () => {
		const stage = await setStageWithShutGate(library);
		const { fetchAll, truth, emulator } = stage;
		emulator.faults.gateway.lag(400);
		const early = truth.memberAt(10).user.id;
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 60, times: 20 });
		const refresh = fetchAll({ forceRefresh: true });
		truth.update(early, { nick: 'first' });
		truth.update(early, { nick: 'second' });
		truth.leave(truth.memberAt(20).user.id);
		truth.join({ user: { id: String(BigInt(truth.memberAt(1).user.id) + 1n) } });
		expectExact(await refresh, stage);
	});

	it('ends although somebody with the highest id joins before each page', async () => {
		const stage = await setStageOn(library, { members: 1_500 });
		const { fetchAll, truth } = stage;
		await fetchAll();
		let highest = BigInt([...truth.members()].at(-1)?.user.id ?? 0);
		const joining = setInterval(() => truth.join({ user: { id: String(++highest) } }), 1);
		const fetching = fetchAll({ forceRefresh: true, timeout: 8_000 });
		const answer = await fetching.finally(() => clearInterval(joining));
		if (!answer.metadata.complete) expect(answer.error).toBeDefined();
		expect(answer.size).toBeGreaterThan(1_500);
	});

	it('is no complete list if the gateway never answers the barrier', async () => {
		const stage = await setStageOn(library, { members: 2_500, clock: new FastClock(5) });
		stage.emulator.faults.add({ on: 'memberRequest', silence: true, times: 100 });
		const answer = await stage.fetchAll({ timeout: 6_000 });
		expect(answer.metadata).toMatchObject({ complete: false, status: 'partial' });
		expect(answer.error?.code).toBeDefined();
		expect(answer.size).toBe(2_500);
	});

	it('is complete as of its one page, whatever the gateway does', async () => {
		const stage = await setStageOn(library, { members: 300, clock: new FastClock(5) });
		stage.emulator.faults.add({ on: 'memberRequest', silence: true, times: 100 });
		const answer = await stage.fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata.via).toEqual(['rest']);
	});

	it('is not the one page any more once an event has shown something newer', async () => {
		const stage = await setStageOn(library, { members: 300, clock: new FastClock(5) });
		const { fetchAll, truth, emulator } = stage;
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 100 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', nth: 2, delay: 300 });
		const fetching = fetchAll();
		let count = 0;
		const changes = setInterval(() => truth.update(truth.memberAt(7).user.id, { nick: `n${count++}` }), 20);
		const answer = await fetching.finally(() => clearInterval(changes));
		expect(answer.metadata.complete).toBe(false);
		expect(answer.error).toBeDefined();
	});

	it('is labelled while the session is away, and complete when it is back', async () => {
		const identify = new IdentifyGate();
		const stage = await setStageOn(library, { members: 2_500, identify });
		const { fetchAll, told, emulator } = stage;
		identify.shut();
		emulator.faults.gateway.cut({ resumable: false });
		const early = await fetchAll({ timeout: 1_500 });
		expect(early.metadata.complete).toBe(false);
		expect(early.size).toBe(2_500);
		const created = told('GUILD_CREATE');
		identify.open();
		await created;
		expectExact(await fetchAll(), stage);
	});
});
