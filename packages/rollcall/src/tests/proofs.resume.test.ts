import { describe, expect, it } from 'vitest';
import { SocketValve } from './SocketValve.js';
import type { Truth } from './stage.js';
import { type CommonStage, expectExact, LIBRARIES, type Library, setStageOn } from './stages.js';

/** A stage whose list is in memory, on which nothing but the gateway answers, and whose dispatches can be held back. */
async function setStageWithList(library: Library) {
	const stage = await setStageOn(library, { members: 300 });
	await stage.fetchAll();
	stage.emulator.faults.add({ on: 'rest', status: 503, times: 1_000 });
	return { ...stage, valve: new SocketValve(stage.sockets()) };
}
type ValvedStage = Awaited<ReturnType<typeof setStageWithList>>;

/** How a session comes to be resumed. */
const RESUMES = {
	'on a new socket': ({ emulator }: CommonStage) => emulator.faults.gateway.cut({ resumable: true }),
	'on its open socket': ({ emulator }: CommonStage) => emulator.faults.gateway.invalidSession({ resumable: true }),
};
const CASES = LIBRARIES.flatMap((library) =>
	(Object.keys(RESUMES) as (keyof typeof RESUMES)[]).map((how) => [library, how] as const),
);

/** The loss of a session: its time, and what was true then. */
interface Loss {
	readonly at: number;
	readonly truth: Truth;
}

/** Loses the session; what happens from then on comes in the replay: an update, then a leave. */
function loseSession(stage: ValvedStage, how: keyof typeof RESUMES): Loss {
	const { truth } = stage;
	RESUMES[how](stage);
	const at = Date.now();
	const members = new Map(structuredClone([...truth.members()]).map((member) => [member.user.id, member]));
	truth.update(truth.memberAt(6).user.id, { nick: 'first of the replay' });
	truth.leave(truth.memberAt(7).user.id);
	return { at, truth: { member: (id) => members.get(id), members: () => members.values() } };
}

/** The next heartbeat that is acknowledged; the emulator asks for it, so that nobody has to wait. */
async function beat({ emulator, sockets }: CommonStage): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 5)); // for a time that can be told from the one before
	const acknowledged = new Promise((resolve) => sockets().on('heartbeat', resolve));
	emulator.faults.gateway.requestHeartbeat();
	await acknowledged;
}

/** The answer now is the list from before the loss, and says so; after the replay it is true without a request. */
async function expectNoNews(stage: ValvedStage, loss: Loss): Promise<void> {
	const { fetchAll, told, valve } = stage;
	const { metadata, differences } = await fetchAll({ timeout: 50 });
	expect(metadata.status).toBe('stale');
	expect(metadata.asOf).toBeLessThanOrEqual(loss.at);
	expect(differences(loss.truth)).toEqual([]);
	const resumed = told('RESUMED');
	valve.release();
	await resumed;
	const after = await fetchAll();
	expectExact(after, stage);
	expect(after.metadata.via).toEqual(['memory']);
}

describe.each(CASES)('while a session resumes (%s, %s)', (library, how) => {
	it('no heartbeat vouches for what the replay still owes', async () => {
		const stage = await setStageWithList(library);
		stage.valve.hold();
		const loss = loseSession(stage, how);
		await stage.valve.holds('RESUMED');
		await beat(stage);
		await expectNoNews(stage, loss);
	});

	it('a replayed dispatch is no news of the moment in which it comes', async () => {
		const stage = await setStageWithList(library);
		stage.valve.hold('GUILD_MEMBER_REMOVE');
		const replayed = stage.told('GUILD_MEMBER_UPDATE');
		const loss = loseSession(stage, how);
		await replayed;
		await expectNoNews(stage, loss);
	});

	it('who asks as a replayed dispatch is told has the list of after the replay', async () => {
		const stage = await setStageWithList(library);
		const { valve, hear, fetchAll } = stage;
		valve.hold();
		loseSession(stage, how);
		await valve.holds('RESUMED');
		const asked = new Promise<ReturnType<typeof fetchAll>>((resolve) =>
			hear(({ t }) => t === 'GUILD_MEMBER_UPDATE' && resolve(fetchAll())),
		);
		valve.release(); // all at once, as from one packet: the shard counts as resumed before the first is told
		expectExact(await asked, stage);
	});
});

it.each(LIBRARIES)(
	'a socket on which the session never resumed vouches for nothing when it is cut too (%s)',
	async (library) => {
		const stage = await setStageWithList(library);
		const { valve, emulator, whenCut } = stage;
		valve.hold();
		const loss = loseSession(stage, 'on a new socket');
		await valve.holds('RESUMED');
		await beat(stage);
		const cut = whenCut();
		emulator.faults.gateway.cut({ resumable: true });
		await cut;
		await expectNoNews(stage, loss);
	},
);
