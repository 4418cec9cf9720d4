import { describe, expect, it } from 'vitest';
import { SocketValve } from './SocketValve.js';
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

/** The session is lost, and what happens from then on comes in the replay: an update, then a leave. The time of the loss. */
function loseSession(stage: ValvedStage, how: keyof typeof RESUMES): number {
	const { truth } = stage;
	RESUMES[how](stage);
	const lostAt = Date.now();
	truth.update(truth.memberAt(6).user.id, { nick: 'first of the replay' });
	truth.leave(truth.memberAt(7).user.id);
	return lostAt;
}

/** The next heartbeat that is acknowledged; the emulator asks for it, so that nobody has to wait. */
async function beat({ emulator, sockets }: CommonStage): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 5)); // for a time that can be told from the one before
	const acknowledged = new Promise((resolve) => sockets().on('heartbeat', resolve));
	emulator.faults.gateway.requestHeartbeat();
	await acknowledged;
}

/** What is answered now claims nothing of the time since; and after the replay, the list is true without a request. */
async function expectNoNews(stage: ValvedStage, lostAt: number): Promise<void> {
	const { fetchAll, told, valve } = stage;
	const { metadata } = await fetchAll({ timeout: 50 });
	expect(metadata).toMatchObject({ status: 'stale', totalCount: 300 });
	expect(metadata.asOf).toBeLessThanOrEqual(lostAt);
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
		const lostAt = loseSession(stage, how);
		await stage.valve.holds('RESUMED');
		await beat(stage);
		await expectNoNews(stage, lostAt);
	});
});

it.each(LIBRARIES)(
	'a socket on which the session never resumed vouches for nothing when it is cut too (%s)',
	async (library) => {
		const stage = await setStageWithList(library);
		const { valve, emulator, whenCut } = stage;
		valve.hold();
		const lostAt = loseSession(stage, 'on a new socket');
		await valve.holds('RESUMED');
		await beat(stage);
		const cut = whenCut();
		emulator.faults.gateway.cut({ resumable: true });
		await cut;
		await expectNoNews(stage, lostAt);
	},
);
