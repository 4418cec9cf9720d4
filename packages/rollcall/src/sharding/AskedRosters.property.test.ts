import type { Guild } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { makeAnswer, outcomeOf } from '../engine/Answer.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { ILinkedRosters } from '../interfaces/ILinkedRosters.js';
import { MemberTable } from '../roster/MemberTable.js';
import { inOrder, LinkWorld } from '../tests/LinkWorld.js';
import { Random } from '../tests/simulation/Random.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { AskedRosters } from './AskedRosters.js';
import { answerQuestion } from './answerQuestion.js';
import type { LocalRosters } from './LocalRosters.js';

const ROLE = '900';
const idAt = (n: number) => String(1_000 + n);

/** Who is in a list, and what it claims. */
interface Got {
	readonly ids: readonly string[];
	readonly complete: boolean;
	readonly error?: MemberFetchError | undefined;
}

const KINDS: Readonly<Record<string, (asked: ILinkedRosters, guildId: string) => Promise<Got>>> = {
	members: async (asked, id) => listed(await asked.fetchGuildMembers(id)),
	role: async (asked, id) => listed(await asked.fetchRoleMembers(id, ROLE)),
	query: async (asked, id) => listed(await asked.queryMembers(id, { anyRoles: [ROLE] })),
	ids: async (asked, id) => {
		const { ids, metadata, error } = await asked.fetchMemberIds(id);
		return { ids, complete: metadata.complete, error };
	},
	stream: async (asked, id) => {
		const ids = new Set<string>();
		for await (const { members, removed, done, metadata, error } of asked.streamGuildMembers(id)) {
			for (const userId of members.ids()) ids.add(userId);
			for (const userId of removed) ids.delete(userId);
			if (done) return { ids: [...ids], complete: metadata.complete, error };
		}
		throw new Error('The stream has no end.');
	},
};

function listed({ roster, metadata, error }: Awaited<ReturnType<ILinkedRosters['fetchGuildMembers']>>): Got {
	return { ids: [...roster.ids()], complete: metadata.complete, error };
}

/** An owner with a list of so many members, of whom every third holds the role. */
function anOwner(clock: VirtualClock, count: number): LocalRosters {
	const table = new MemberTable();
	for (let n = 0; n < count; n++) {
		const user = { id: idAt(n), username: `user${n}`.repeat(20), discriminator: '0', global_name: null, avatar: null };
		table.set({ user, roles: n % 3 === 0 ? [ROLE] : [], joined_at: '2020-01-01T00:00:00.000000+00:00' } as never);
	}
	const of = (view: ReturnType<typeof table.view>) => {
		const facts = { status: 'complete', expectedCount: view.size, asOf: 0, startedAt: 0, source: 'cache' } as const;
		return { ...outcomeOf(makeAnswer(clock, { ...facts, view })), roster: view };
	};
	const local: Partial<Record<keyof LocalRosters, (...args: never) => unknown>> = {
		members: async () => of(table.view()),
		role: async () => of(table.view().withRole(ROLE)),
		query: async () => of(table.view().withRole(ROLE)),
		ids: async () => ({ ...of(table.view()), ids: [...table.view().ids()] }),
		async *stream() {
			const parts = table.view().parts(250);
			for (const view of parts)
				yield { view, removed: [], done: false, metadata: { ...of(view).metadata, complete: false } };
			const removed = count > 0 ? [idAt(0)] : []; // left meanwhile
			yield {
				view: table.view().parts(1)[1] ?? table.view(),
				removed,
				done: true,
				metadata: of(table.view()).metadata,
			};
		},
	};
	return local as unknown as LocalRosters;
}

/** What is true of it. */
function truth(kind: string, count: number): string[] {
	const ids = Array.from({ length: count }, (_, n) => n);
	if (kind === 'stream') return ids.filter((n) => n > 0).map(idAt);
	return ids.filter((n) => n % 3 === 0 || kind === 'members' || kind === 'ids').map(idAt);
}

const run = fc.record({
	seed: fc.nat(),
	kind: fc.constantFrom(...Object.keys(KINDS)),
	count: fc.constantFrom(0, 1, 2, 700, 3_000, 12_000),
	faults: fc.record({
		lose: fc.constantFrom(0, 0, 0.02, 0.2),
		repeat: fc.constantFrom(0, 0.3),
		delayMs: fc.constantFrom(0, 20, 3_000),
	}),
	killAfterMs: fc.option(fc.nat(6_000)),
});

describe('a list from another process, over wires that lose, repeat and reorder', () => {
	it('is called complete only if it is what its owner has', async () => {
		await fc.assert(
			fc.asyncProperty(run, async ({ seed, kind, count, faults, killAfterMs }) => {
				const clock = new VirtualClock();
				const local = anOwner(clock, count);
				const world = new LinkWorld(clock, new Random(seed), faults, 2, async (_, open, { question }) => {
					await answerQuestion(local, {} as Guild, question, open);
					return undefined;
				});
				if (killAfterMs !== null) clock.setTimer(killAfterMs, () => world.kill(1));
				const asker = world.slots[0]?.asker;
				if (!asker) return;
				const asked = new AskedRosters(asker, clock, () => undefined);
				const { ids, complete, error } = await inOrder(clock, KINDS[kind]?.(asked, '1') as Promise<Got>);
				if (complete) expect(ids).toEqual(truth(kind, count));
				expect(error === undefined).toBe(complete);
				if (faults.lose === 0 && killAfterMs === null && faults.delayMs < 3_000) expect(complete).toBe(true);
				await clock.advance(120_000);
				expect({ open: world.openCount, timers: clock.pendingCount }).toEqual({ open: 0, timers: 0 });
			}),
			{ numRuns: 60 * inject('depth') },
		);
	});
});
