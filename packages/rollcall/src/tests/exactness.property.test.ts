import fc from 'fast-check';
import type { DiscordEmulator } from 'rollcall-emulator';
import { expect, inject, it } from 'vitest';
import { type CommonStage, openStage } from './stages.js';

const RUNS = inject('depth') > 1 ? 6 * inject('depth') : 3;

/** Runs that go on at a time, each with its own seed: a run mostly waits, for a socket or for what never comes. */
const LANES = 3;

type Fault = Parameters<DiscordEmulator['faults']['add']>[0];
type World = ReturnType<DiscordEmulator['world']['guild']>;
type Script = typeof scripts extends fc.Arbitrary<infer Value> ? Value : never;

const chunkFault = fc.oneof(
	fc.record({ lose: fc.uniqueArray(fc.nat(3), { maxLength: 3 }) }),
	fc.record({ repeat: fc.uniqueArray(fc.nat(3), { maxLength: 2 }) }),
	fc.constantFrom({ order: 'reverse' as const }, { order: 'shuffle' as const }, { cut: 'random' as const }),
	fc.record({ cut: fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 5 }) }),
	fc.constantFrom({ stale: true }, { silence: true }, { stripNonce: true }, { delayEach: 3 }),
	fc.record({ refuse: fc.record({ retryAfter: fc.constantFrom(0.05, 29.9), nonce: fc.boolean() }) }),
	fc.constantFrom('cutResumable' as const, 'reconnect' as const, 'skipSequence' as const).map((what) => ({
		after: { chunks: 1, do: what },
	})),
);
const restFault = fc.oneof(
	fc.record({ status: fc.constantFrom(500, 502, 503) }),
	fc.constantFrom({ reset: true }, { truncateBody: true }, { unsorted: true }, { emptyPage: true }),
	fc.record({ shortPage: fc.integer({ min: 1, max: 900 }) }),
	fc.record({ rateLimited: fc.record({ retryAfter: fc.constant(0.05), global: fc.boolean() }) }),
);
const change = fc.tuple(fc.constantFrom('join', 'leave', 'return', 'update', 'roles', 'dropRole'), fc.nat(10_000));
const scripts = fc.record({
	members: fc.integer({ min: 2, max: 3_200 }),
	chunks: fc.option(chunkFault),
	pages: fc.option(restFault),
	lagMs: fc.constantFrom(0, 0, 30),
	changes: fc.array(change, { maxLength: 12 }),
	refresh: fc.boolean(),
});

/** One change; the bot is one of the `members` and none of those that change. */
function apply(world: World, members: number, [what, pick]: [string, number]): void {
	const { id } = world.memberAt(pick % (members - 1)).user;
	const roles = [...world.roles.keys()].filter((role) => role !== world.id);
	if (what === 'join') world.join({});
	else if (!world.has(id)) {
		if (what === 'return') world.join({ user: { id } });
	} else if (what === 'leave' && !world.hasBot(id)) world.leave(id);
	else if (what === 'update') world.update(id, { nick: `n${pick}`, user: { global_name: `g${pick}` } });
	else if (what === 'roles') world.setRoles(id, roles.slice(0, pick % 4));
	else if (what === 'dropRole' && roles[0]) world.deleteRole(roles[0]);
}

/**
 * Keeps the world as it was after each change, and counts the changes that the client has been told. A list is proven by
 * a chunk (its last one, or the barrier), so what counts for an answer is what was told before the chunk before it.
 */
function watch({ emulator, truth, hear }: CommonStage) {
	const moments = [truth.snapshot()];
	let told = 0;
	let toldBeforeChunk = 0;
	const types = new Set(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_UPDATE', 'GUILD_MEMBER_REMOVE', 'GUILD_ROLE_DELETE']);
	emulator.world.onChange(() => moments.push(truth.snapshot()));
	hear(({ t }) => {
		if (types.has(t)) told++;
		if (t === 'GUILD_MEMBERS_CHUNK') toldBeforeChunk = told;
	});
	return { momentsFrom: (index: number) => moments.slice(index), toldBeforeChunk: () => toldBeforeChunk };
}

/** The script, played on a stage of its own; what fails is thrown. */
async function play({ members, chunks, pages, lagMs, changes, refresh }: Script, stage: CommonStage): Promise<void> {
	const { emulator, truth, fetchAll } = stage;
	const watched = watch(stage);
	if (refresh) await fetchAll();
	if (chunks) emulator.faults.add({ on: 'memberRequest', full: true, ...chunks } as Fault);
	if (pages) emulator.faults.add({ on: 'rest', route: 'listMembers', ...pages } as Fault);
	if (lagMs > 0) emulator.faults.gateway.lag(lagMs);
	let told = 0;
	const fetching = fetchAll({ forceRefresh: refresh }).finally(() => {
		told = watched.toldBeforeChunk();
	});
	for (const change of changes) {
		apply(truth, members, change);
		await new Promise((resolve) => setImmediate(resolve));
	}
	const answer = await fetching;
	if (answer.metadata.complete) {
		const isTrue = watched.momentsFrom(told).some((moment) => answer.differences(moment).length === 0);
		expect(isTrue, 'the list is the truth after the last dispatch').toBe(true);
	} else expect(answer.error).toBeDefined();
	// A last event of our own: when it is here, so is everything before it.
	const { id } = truth.join({}).user;
	await stage.told('GUILD_MEMBER_ADD', id);
	const settled = await fetchAll();
	expect(settled.error).toBeUndefined();
	expect(settled.differences(truth)).toEqual([]);
}

// The two differ in the wire, not in the proof: fewer runs find that.
it.each([
	['discord.js', RUNS],
	['standalone', Math.ceil(RUNS * 0.4)],
] as const)(
	'equals the truth after the last dispatch, in every field, or says that it does not (over real sockets, %s)',
	async (library, numRuns) => {
		const runs = fc.asyncProperty(scripts, async (script) => {
			const emulator = { guilds: [{ members: script.members }], seed: script.members };
			const stage = await openStage(library, { emulator });
			await play(script, stage).finally(() => stage.takeDown());
		});
		const lanes = Array.from({ length: LANES }, () =>
			fc.assert(runs, { numRuns: Math.ceil(numRuns / LANES), endOnFailure: true }),
		);
		await Promise.allSettled(lanes); // so that no stage outlives the test
		await Promise.all(lanes);
	},
);
