import { describe, expect, it } from 'vitest';
import { IdentifyGate } from './IdentifyGate.js';
import { expectExact, LIBRARIES, setStageOn } from './stages.js';
import { VirtualClock } from './VirtualClock.js';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(LIBRARIES)('a fetch of somebody else on the same client (%s)', (library) => {
	it('that came first gives its data, and ours ends exact without trusting it', async () => {
		const stage = await setStageOn(library, { members: 3_500 });
		stage.emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 30 });
		const foreign = stage.fetchAside();
		expectExact(await stage.fetchAll(), stage);
		expect(await foreign).toBe('served');
	});

	it('that came later and is refused only shuts the gate', async () => {
		const stage = await setStageOn(library, { members: 3_500, clock: new VirtualClock() });
		let foreign: ReturnType<typeof stage.fetchAside> | undefined;
		const askAside = () => {
			foreign = stage.fetchAside();
		};
		stage.emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 30, after: { chunks: 1, do: askAside } });
		const answer = await stage.fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata.via).toEqual(['gateway']);
		expect(await foreign).toBe('refused');
	});

	it('is never refused because of a request that we knew would be', async () => {
		const stage = await setStageOn(library, { members: 3_500 });
		await stage.fetchAside();
		await stage.listen();
		stage.emulator.faults.clear();
		const before = stage.stats().memberRequests.refused;
		expectExact(await stage.fetchAll(), stage);
		expect(stage.stats().memberRequests.refused - before).toBeLessThanOrEqual(1);
		const refused = stage.stats().memberRequests.refused;
		expectExact(await stage.fetchAll({ forceRefresh: true }), stage);
		expect(stage.stats().memberRequests.refused).toBe(refused);
	});
});

describe.each(LIBRARIES)('what nobody can vouch for (%s)', (library) => {
	it('is a stale list, labelled with its age and reason, if nothing better comes in time', async () => {
		const identify = new IdentifyGate();
		const { fetchAll, whenCut, emulator, truth } = await setStageOn(library, { members: 2_500, identify });
		await fetchAll();
		identify.shut();
		const cut = whenCut();
		emulator.faults.add({ on: 'rest', status: 503, times: 1_000 });
		emulator.faults.gateway.cut({ resumable: false });
		await cut;
		const goneAt = Date.now();
		truth.leave(truth.memberAt(1).user.id);
		const answer = await fetchAll({ timeout: 300 });
		expect(answer).toMatchObject({ success: true, error: { code: expect.any(String) } });
		expect(answer.metadata).toMatchObject({ status: 'stale', complete: false, source: 'fallback', totalCount: 2_500 });
		expect(answer.metadata.reason).toMatch(/session/);
		expect(answer.metadata.asOf).toBeLessThanOrEqual(goneAt + 1); // it is rounded
	});

	it('is not served at all past its TTL', async () => {
		const identify = new IdentifyGate();
		const config = { cache: { defaultTTL: 0 } };
		const { fetchAll, whenCut, emulator } = await setStageOn(library, { config, identify });
		await fetchAll();
		identify.shut();
		const cut = whenCut();
		emulator.faults.add({ on: 'rest', status: 503, times: 1_000 });
		emulator.faults.gateway.cut({ resumable: false });
		await cut;
		const answer = await fetchAll({ timeout: 200 });
		expect(answer).toMatchObject({ success: false, metadata: { status: 'partial', totalCount: 0 } });
	});

	it('is asked for after the silence of a dead socket that nobody has noticed', async () => {
		const stage = await setStageOn(library, {
			emulator: { guilds: [{ members: 2_500 }], gateway: { heartbeatInterval: 400 } },
		});
		const { fetchAll, emulator, truth } = stage;
		await fetchAll();
		await later(900);
		emulator.faults.gateway.blackhole();
		truth.leave(truth.memberAt(1).user.id);
		await later(700);
		const answer = await fetchAll({ timeout: 2_500 });
		if (answer.metadata.complete) expectExact(answer, stage);
		else expect(answer.error).toBeDefined();
		expect(answer.metadata.cacheHit).toBe(false);
	});

	it('is a member that an event names and the list lacks: they are looked up', async () => {
		const stage = await setStageOn(library);
		const { fetchAll, told, emulator, truth } = stage;
		await fetchAll();
		emulator.faults.gateway.loseNextEvents(1, { hidden: true, event: 'GUILD_MEMBER_ADD' });
		const { id } = truth.join({}).user;
		const seen = told('GUILD_MEMBER_UPDATE', id);
		truth.update(id, { nick: 'seen at last' });
		await seen;
		const answer = await fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata).toMatchObject({ source: 'cache', cacheHit: false, requests: { gateway: 1, rest: 1 } });
	});
});

describe.each(LIBRARIES)('shards (%s)', (library) => {
	it('vouch each for their own guilds', async () => {
		const guilds = [0n, 1n].map((shard) => ({ id: String(((1n << 36n) + shard) << 22n), members: 1_500 }));
		const { fetchAll, whenCut, emulator } = await setStageOn(library, { emulator: { guilds }, shardCount: 2 });
		const [even, odd] = guilds.map(({ id }) => id);
		await fetchAll({}, even);
		await fetchAll({}, odd);
		const cut = whenCut();
		emulator.faults.gateway.cut({ resumable: false, shardId: 0 });
		await cut;
		expect((await fetchAll({}, odd)).metadata).toMatchObject({ complete: true, cacheHit: true });
		expect((await fetchAll({ timeout: 100 }, even)).metadata.cacheHit).toBe(false);
	});
});

describe.each(LIBRARIES)('a session that is told to resume on its open socket (%s)', (library) => {
	it('is not sent a request that would be kept for a later session', async () => {
		const stage = await setStageOn(library, { members: 2_500 });
		const resumed = stage.told('RESUMED');
		const resuming = stage.whenResuming();
		stage.emulator.faults.gateway.invalidSession({ resumable: true });
		await resuming;
		const answer = await stage.fetchAll();
		await resumed;
		expectExact(answer, stage);
		const { full } = stage.stats().memberRequests;
		expect(full).toBe(1);
		const created = stage.told('GUILD_CREATE');
		stage.emulator.faults.gateway.cut({ resumable: false });
		await created;
		await later(300);
		expect(stage.stats().memberRequests.full).toBe(full);
	});
});
