import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MemberEvent, mergeMember, withoutRoles } from '../roster/MemberEvent.js';
import { aMember, anAdd, anUpdate, aRemove, aRoleDelete } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { RecentEvents } from './RecentEvents.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

/** The clock's time as it begins. */
const joined_at = new Date(new VirtualClock().wallNow()).toISOString();

function aLog() {
	const clock = new VirtualClock();
	const log = new RecentEvents(clock);
	/** Records the events, one ms apart, the first at once. */
	const record = async (...events: MemberEvent[]) => {
		for (const event of events) {
			log.record(event);
			await clock.advance(1);
		}
	};
	return { clock, log, record };
}

describe('RecentEvents.verdict', () => {
	it('says nothing of users without an event, or with older ones only', async () => {
		const { log, record } = aLog();
		await record(anAdd('1'));
		expect(log.verdict('2', 0)).toBeUndefined();
		expect(log.verdict('1', 1)).toBeUndefined();
	});

	it('keeps all of one who joined, with what changed since', async () => {
		const { log, record } = aLog();
		await record(anAdd('1', { nick: 'a', joined_at }), anUpdate('1', { nick: 'b' }));
		const member = aMember('1', { nick: 'b', joined_at });
		expect(log.verdict('1', 0)).toEqual({ kind: 'whole', member, isNew: true });
		expect(log.verdict('1', 1)).toEqual({ kind: 'patch', patch: { nick: 'b' }, provesMembership: true });
	});

	it('lets nothing but a join bring back one who left', async () => {
		const { log, record } = aLog();
		await record(anAdd('1'), aRemove('1'), anUpdate('1', { nick: 'late' }));
		expect(log.verdict('1', 0)).toEqual({ kind: 'gone' });
		await record(anAdd('1', { nick: 'back', joined_at }));
		const member = aMember('1', { nick: 'back', joined_at });
		expect(log.verdict('1', 0)).toEqual({ kind: 'whole', member, isNew: false });
	});

	it('proves membership if one of the merged updates does', async () => {
		const { log, record } = aLog();
		await record(anUpdate('1', { mute: true }, false));
		expect(log.verdict('1', 0)).toMatchObject({ provesMembership: false });
		await record(anUpdate('1', { nick: 'a' }), anUpdate('1', { deaf: true }, false));
		expect(log.verdict('1', 0)).toEqual({
			kind: 'patch',
			patch: { mute: true, nick: 'a', deaf: true },
			provesMembership: true,
		});
	});

	it('strips roles that were deleted, whatever names them later', async () => {
		const { log, record } = aLog();
		await record(anAdd('1', { roles: ['7', '8'] }), aRoleDelete('7'));
		expect(log.verdict('1', 0)).toMatchObject({ member: { roles: ['8'] } });
		expect(log.stripRoles(aMember('2', { roles: ['7'] })).roles).toEqual([]);
		log.clear();
		expect(log.record(anUpdate('1', { roles: ['7', '8'] }))).toEqual(anUpdate('1', { roles: ['8'] }));
		expect(log.record(anAdd('3', { roles: ['7'] }))).toEqual(anAdd('3', { roles: [] }));
	});

	it('lets go of all events of members', async () => {
		const { log, record } = aLog();
		await record(anUpdate('1', { nick: 'a' }), aRemove('2'));
		log.clear();
		expect([...log.usersSince(0)]).toEqual([]);
	});

	it('knows who has joined or left, each user once, and who has only changed', async () => {
		const { log, record } = aLog();
		await record(anUpdate('1', { nick: 'a' }), anAdd('2'), aRemove('2'), aRemove('3'), anUpdate('3', {}), anAdd('4'));
		expect([...log.movedSince(0)]).toEqual(['2', '3', '4']);
		expect([...log.movedSince(3)]).toEqual(['3', '4']);
		for (const userId of ['1', '2', '4']) log.forget(userId);
		expect([...log.movedSince(0)].sort()).toEqual(['2', '3', '4']);
	});
});

describe('RecentEvents.forget', () => {
	it('keeps that somebody has left, and of others that older data of them is not to be used', async () => {
		const { log, record } = aLog();
		await record(aRemove('1'), anUpdate('2', { nick: 'a' }), anAdd('3'));
		for (const id of ['1', '2', '3', '4']) log.forget(id);
		expect(log.verdict('1', 0)).toEqual({ kind: 'gone' });
		expect(log.verdict('2', 0)).toEqual({ kind: 'unknown' });
		expect(log.verdict('3', 0)).toEqual({ kind: 'unknown' });
		expect(log.verdict('4', 0)).toBeUndefined();
		await record(anUpdate('2', { nick: 'b' }), anAdd('3', { joined_at }));
		expect(log.verdict('2', 0)).toEqual({ kind: 'unknown' });
		expect(log.verdict('3', 0)).toMatchObject({ kind: 'whole', isNew: false });
		expect(JSON.stringify([...log.usersSince(0)])).toBe('["1","2","3"]');
	});

	it('tells from when on data may be asked for, which cannot be older than what was forgotten', async () => {
		const { clock, log, record } = aLog();
		await record(anUpdate('1', { nick: 'a' }));
		const at = clock.now();
		expect(log.blindUntil('1')).toBe(Number.NEGATIVE_INFINITY);
		log.forget('1');
		const until = log.blindUntil('1');
		expect(until).toBeGreaterThan(at);
		expect(log.merge(aMember('1'), until)).toEqual(aMember('1'));
		expect(log.merge(aMember('1'), until - 3)).toBeUndefined();
	});
});

describe('RecentEvents.hold', () => {
	it('keeps the lag before it and all since, however long it takes, and lets go when it is released', async () => {
		const { clock, log, record } = aLog();
		await record(anAdd('before'));
		await clock.advance(REPLICA_LAG_MS - 1);
		const [first, second] = [log.hold(), log.hold()];
		await clock.advance(600_000);
		await record(anAdd('after'));
		first();
		expect([...log.usersSince(0)]).toEqual(['before', 'after']);
		second();
		expect([...log.usersSince(0)]).toEqual(['before', 'after']); // fewer than a bulk
		await record(...Array.from({ length: 80 }, (_, index) => aRemove(`x${index}`)));
		await clock.advance(REPLICA_LAG_MS + 1);
		await record(anAdd('last'));
		expect([...log.usersSince(0)]).toEqual(['last']);
	});

	it('lets a busy guild cost no more than its last seconds', async () => {
		const { clock, log } = aLog();
		for (let round = 0; round < 50; round++) {
			for (let i = 0; i < 40; i++) log.record(aRemove(`${round}.${i}`));
			await clock.advance(1_000);
		}
		expect([...log.usersSince(0)].length).toBeLessThanOrEqual(11 * 40 + 64);
	});
});

type Step =
	| { readonly waitMs: number; readonly event: MemberEvent }
	| { readonly waitMs: number; readonly forget: string };

const user = fc.constantFrom('1', '2', '3');
const event = fc.oneof(
	fc.tuple(user, fc.string({ maxLength: 2 })).map(([id, nick]) => anAdd(id, { nick, roles: ['7', '8'], joined_at })),
	fc.tuple(user, fc.string({ maxLength: 2 }), fc.boolean()).map(([id, nick, proves]) => anUpdate(id, { nick }, proves)),
	user.map((id) => aRemove(id)),
	fc.constantFrom('7', '8').map((id) => aRoleDelete(id)),
);
const waitMs = fc.constantFrom(0, 1, 900, 4_000);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 9, arbitrary: fc.record({ waitMs, event }) },
	{ weight: 1, arbitrary: fc.record({ waitMs, forget: user }) },
);

/** An event; or that one was forgotten. */
type Kept = { at: number; event: MemberEvent | { type: 'forgotten'; userId: string } };

/** The kept events after a user is forgotten. */
function afterForgetting(kept: readonly Kept[], userId: string, oldest: number): Kept[] {
	const isOwn = ({ event }: Kept) => event.type !== 'roleDelete' && event.userId === userId;
	const at = kept.findLast(isOwn)?.at;
	const isGone = expectedVerdict(kept, userId, oldest)?.kind === 'gone';
	const left = kept.filter((entry) => !isOwn(entry));
	return at === undefined ? left : [...left, { at, event: isGone ? aRemove(userId) : { type: 'forgotten', userId } }];
}

/** The promised effect of the events on the user, one after the other. */
function expectedVerdict(events: readonly Kept[], userId: string, since: number) {
	const deleted = new Set<string>();
	const stripped = events.map(({ at, event }) => {
		if (event.type === 'roleDelete') deleted.add(event.roleId);
		return { at, event: event.type === 'update' ? { ...event, patch: withoutRoles(event.patch, deleted) } : event };
	});
	const relevant = stripped.filter(
		({ at, event }) => at >= since && event.type !== 'roleDelete' && event.userId === userId,
	);
	const own = relevant.map(({ event }) => event);
	const turn = own.findLastIndex(({ type }) => type !== 'update');
	const base = own[turn];
	if (base?.type === 'forgotten') return { kind: 'unknown' };
	if (base?.type === 'remove') return { kind: 'gone' };
	const updates = own.slice(turn + 1).filter((entry) => entry.type === 'update');
	if (base?.type === 'add') {
		const member = updates.reduce((merged, { patch }) => mergeMember(merged, patch), base.member);
		const mayHaveLeft = own.slice(0, turn).some(({ type }) => type === 'remove' || type === 'forgotten');
		const isNew = (relevant[turn]?.at ?? 0) <= REPLICA_LAG_MS && !mayHaveLeft;
		const isRepeated = own.slice(0, turn).findLast(({ type }) => type !== 'update')?.type === 'add';
		return { kind: 'whole', member: withoutRoles(member, deleted), isNew, ...(isRepeated && { flagsTold: true }) };
	}
	if (updates.length === 0) return undefined;
	const patch = Object.assign({}, ...updates.map((update) => update.patch));
	return { kind: 'patch', patch, provesMembership: updates.some(({ provesMembership }) => provesMembership) };
}

describe('RecentEvents against a log that keeps everything', () => {
	it('gives the same verdict on every user, as far back as it promises', async () => {
		const history = fc.array(step, { maxLength: 120, size: 'max' });
		await fc.assert(
			fc.asyncProperty(history, fc.nat(119), fc.nat(119), async (steps, holdAt, releaseAt) => {
				const { clock, log } = aLog();
				let kept: Kept[] = [];
				let heldSince: number | undefined;
				let release = () => {};
				for (const [index, { waitMs: ms, ...what }] of steps.entries()) {
					await clock.advance(ms);
					if (index === holdAt) [heldSince, release] = [clock.now(), log.hold()];
					if (index === releaseAt && releaseAt > holdAt) {
						release();
						heldSince = undefined;
					}
					if ('event' in what) {
						log.record(what.event);
						kept.push({ at: clock.now(), event: what.event });
					} else {
						log.forget(what.forget);
						kept = afterForgetting(kept, what.forget, (heldSince ?? clock.now()) - REPLICA_LAG_MS);
					}
					const since = (heldSince ?? clock.now()) - REPLICA_LAG_MS;
					for (const id of ['1', '2', '3']) {
						const expected = expectedVerdict(kept, id, since);
						expect(log.verdict(id, since)).toEqual(expected);
						expect([...log.usersSince(since)].includes(id)).toBe(expected !== undefined);
					}
				}
			}),
			{ numRuns: 60 },
		);
	});
});
