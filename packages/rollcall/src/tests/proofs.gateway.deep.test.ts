import { describe, expect, it } from 'vitest';
import { expectExact, LIBRARIES, setStageOn } from './stages.js';
import { VirtualClock } from './VirtualClock.js';

describe.each(LIBRARIES)('a list over the gateway (%s)', (library) => {
	it('is complete in one request, in every field', async () => {
		const stage = await setStageOn(library, { clock: new VirtualClock() }); // stands still: nothing has to wait
		expectExact(await stage.fetchAll(), stage);
		expect(stage.stats().memberRequests).toMatchObject({ full: 1, refused: 0 });
		expect(stage.stats().rest.byRoute.listMembers ?? 0).toBe(0);
	});

	it.each([
		['the first chunk is lost', { lose: [0] }],
		['a middle chunk is lost', { lose: [1] }],
		['the last chunk is lost', { lose: 'last' }],
		['two chunks are lost', { lose: [1, 2] }],
		['a chunk is repeated', { repeat: [0, 2] }],
		['chunks come in reverse', { order: 'reverse' }],
		['chunks come in any order', { order: 'shuffle' }],
		['a short chunk comes first', { cut: [999, 1, 500] }],
		['chunks are cut anyhow', { cut: 'random' }],
		['cut chunks come in any order and one is lost', { cut: 'random', order: 'shuffle', lose: [1] }],
		['the chunks carry no nonce', { stripNonce: true }],
		['nothing comes', { silence: true }],
		['the request is refused', { refuse: { retryAfter: 29.9 } }],
		['the request is refused without a nonce', { refuse: { retryAfter: 29.9, nonce: false } }],
		['the socket is cut and resumed between the chunks', { after: { chunks: 1, do: 'cutResumable' } }],
		['the session is lost between the chunks', { after: { chunks: 1, do: 'cutFatal' } }],
		['the session is invalidated between the chunks', { after: { chunks: 2, do: 'invalidSession' } }],
		['Discord asks for a reconnect between the chunks', { after: { chunks: 1, do: 'reconnect' } }],
		['a sequence number is skipped between the chunks', { after: { chunks: 1, do: 'skipSequence' } }],
		['a member stands twice in the place of another', { repeatRows: 3 }],
	] as const)('ends exact although %s', async (_, fault) => {
		const stage = await setStageOn(library, { members: 3_500 });
		stage.emulator.faults.add({ on: 'memberRequest', full: true, ...fault });
		expectExact(await stage.fetchAll(), stage);
	});

	it('is voided by an outage in the middle, and complete again after it', async () => {
		const stage = await setStageOn(library, { members: 3_500 });
		stage.emulator.faults.add({ on: 'memberRequest', after: { chunks: 2, do: 'outage' } });
		const back = stage.told('GUILD_DELETE').then(() => stage.truth.recover());
		const answer = await stage.fetchAll();
		await back;
		if (answer.metadata.complete) expectExact(answer, stage);
		else expect(answer.error?.code).toBeDefined();
		expectExact(await stage.fetchAll(), stage);
	});

	it('keeps newer events over chunk data that is as old as the request', async () => {
		const stage = await setStageOn(library, { members: 3_500 });
		const { truth, emulator } = stage;
		const [leaver, changed, returner] = [truth.memberAt(3_000), truth.memberAt(3_100), truth.memberAt(3_200)];
		emulator.faults.add({
			on: 'memberRequest',
			stale: true,
			after: {
				chunks: 1,
				do: () => {
					truth.leave(leaver.user.id);
					truth.update(changed.user.id, { nick: 'new name', user: { global_name: 'new global' } });
					truth.leave(returner.user.id);
					truth.join({ user: { id: returner.user.id }, nick: 'back' });
					truth.join({});
					const roleId = truth.memberAt(3_300).roles[0];
					if (roleId) truth.deleteRole(roleId);
				},
			},
		});
		expectExact(await stage.fetchAll(), stage);
	});
});

describe.each(LIBRARIES)('a list in memory (%s)', (library) => {
	it('is served without a request and kept true by events', async () => {
		const stage = await setStageOn(library);
		const { fetchAll, told, truth } = stage;
		await fetchAll();
		const before = { ...stage.stats().memberRequests };
		const leaver = truth.memberAt(7).user.id;
		const changed = truth.memberAt(8).user.id;
		const seen = told('GUILD_MEMBER_REMOVE', leaver);
		truth.join({});
		truth.update(changed, { nick: 'other', roles: [] });
		truth.leave(leaver);
		await seen;
		const answer = await fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata).toMatchObject({ cacheHit: true, source: 'cache', via: ['memory'] });
		expect(stage.stats().memberRequests).toEqual(before);
	});

	it('does not change under its reader', async () => {
		const { fetchAll, told, truth } = await setStageOn(library);
		const answer = await fetchAll();
		const { id } = truth.memberAt(9).user;
		const nick = answer.nickOf(id);
		const seen = told('GUILD_MEMBER_UPDATE', id);
		truth.update(id, { nick: 'later' });
		await seen;
		expect(answer.nickOf(id)).toBe(nick);
		expect((await fetchAll()).nickOf(id)).toBe('later');
	});

	it('is complete again after a resume, and fetched again after a new session', async () => {
		const stage = await setStageOn(library);
		const { fetchAll, told, emulator, truth } = stage;
		await fetchAll();
		const resumed = told('RESUMED');
		emulator.faults.gateway.cut({ resumable: true });
		const left = truth.memberAt(5).user.id;
		truth.leave(left);
		await resumed;
		const answer = await fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata.cacheHit).toBe(true);
		const created = told('GUILD_CREATE');
		emulator.faults.gateway.cut({ resumable: false });
		truth.leave(truth.memberAt(6).user.id);
		await created;
		const renewed = await fetchAll();
		expectExact(renewed, stage);
		expect(renewed.metadata.cacheHit).toBe(false);
	});

	it('is stale after a skipped sequence number', async () => {
		const stage = await setStageOn(library);
		const { fetchAll, told, emulator, truth } = stage;
		await fetchAll();
		emulator.faults.gateway.loseNextEvents(1);
		truth.leave(truth.memberAt(6).user.id);
		const seen = told('GUILD_MEMBER_ADD');
		truth.join({});
		await seen;
		const answer = await fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata.cacheHit).toBe(false);
	});
});
