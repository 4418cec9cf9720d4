import type { GuildMemberFlags } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import type { MemberEvent } from '../roster/MemberEvent.js';
import { MemberTable } from '../roster/MemberTable.js';
import { RecentEvents } from '../sync/RecentEvents.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { aMember, anAdd, anUpdate, aRemove, aRoleDelete } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { Draft } from './Draft.js';

const NO_FLAGS = 0 as GuildMemberFlags;
/** The clock's time as it begins. */
const NOW = new Date(new VirtualClock().wallNow()).toISOString();

function aDraft() {
	const clock = new VirtualClock();
	const log = new RecentEvents(clock);
	log.hold();
	const draft = new Draft(log, clock.now());
	const happen = (event: MemberEvent) => {
		log.record(event);
		draft.apply(event);
	};
	const rows = () => [...draft.view()].sort((a, b) => Number(a.user.id) - Number(b.user.id));
	return { clock, log, draft, happen, rows };
}

describe('Draft', () => {
	it('lets events win over data that was asked for before them, key by key', () => {
		const { draft, happen, rows } = aDraft();
		happen(anUpdate('1', { nick: 'new', user: { global_name: 'New' } }));
		happen(aRemove('2'));
		happen(anAdd('3', { nick: 'joined' }));
		draft.ingest([aMember('1', { nick: 'old', mute: true }), aMember('2'), aMember('3', { nick: 'before' })], 0);
		expect(rows()).toEqual([
			aMember('1', { nick: 'new', mute: true, user: { global_name: 'New' } }),
			aMember('3', { nick: 'joined' }),
		]);
	});

	it('knows the flags of a newcomer from the data, since no event has them, and of a returner from their join', () => {
		const { draft, happen, rows } = aDraft();
		happen(anAdd('1', { flags: NO_FLAGS, joined_at: NOW }));
		happen(aRemove('2'));
		happen(anAdd('2', { flags: 1, joined_at: NOW }));
		draft.ingest([aMember('1', { flags: 2, joined_at: NOW }), aMember('2', { flags: NO_FLAGS, joined_at: NOW })], 0);
		expect(rows()).toEqual([aMember('1', { flags: 2, joined_at: NOW }), aMember('2', { flags: 1, joined_at: NOW })]);
	});

	it('takes the flags of somebody who is announced once more from the newer announcement', () => {
		const { draft, happen, rows } = aDraft();
		happen(anAdd('1', { flags: 2 }));
		draft.ingest([aMember('1', { flags: NO_FLAGS })], 0);
		expect(rows()).toEqual([aMember('1', { flags: 2 })]);
	});

	it('knows the flags of a newcomer who is announced once more from that', () => {
		const { draft, happen, rows } = aDraft();
		for (const flags of [NO_FLAGS, 2]) happen(anAdd('1', { flags, joined_at: NOW }));
		draft.ingest([aMember('1', { flags: NO_FLAGS, joined_at: NOW })], 0);
		expect(rows()).toEqual([aMember('1', { flags: 2, joined_at: NOW })]);
	});

	it('knows the flags of a newcomer from an update, if one has them after all', () => {
		const { draft, happen, rows } = aDraft();
		happen(anAdd('1', { flags: NO_FLAGS }));
		happen(anUpdate('1', { flags: 2 }));
		happen(anUpdate('1', { nick: 'new' }));
		draft.ingest([aMember('1', { flags: NO_FLAGS })], 0);
		expect(rows()).toEqual([aMember('1', { flags: 2, nick: 'new' })]);
	});

	it('believes data over events that it must have seen', async () => {
		const { clock, draft, happen, rows } = aDraft();
		happen(anUpdate('1', { nick: 'event' }));
		happen(aRemove('2'));
		await clock.advance(REPLICA_LAG_MS + 1);
		draft.ingest([aMember('1', { nick: 'data' }), aMember('2')], clock.now());
		expect(rows()).toEqual([aMember('1', { nick: 'data' }), aMember('2')]);
	});

	it('holds from the start who joined within the lag before it', async () => {
		const { clock, log, happen } = aDraft();
		happen(anAdd('3'));
		await clock.advance(1);
		happen(anAdd('1'));
		happen(anAdd('2'));
		happen(aRemove('2'));
		await clock.advance(REPLICA_LAG_MS);
		expect([...new Draft(log, clock.now()).view().ids()]).toEqual(['1']);
	});

	it('takes deleted roles from data that still names them, with or without another event', () => {
		const { draft, happen, rows } = aDraft();
		happen(anUpdate('1', { roles: ['7', '8'] }));
		happen(aRoleDelete('7'));
		draft.ingest([aMember('1', { roles: ['7'] }), aMember('2', { roles: ['7', '9'] })], 0);
		happen(aRoleDelete('9'));
		expect(rows().map(({ roles }) => roles)).toEqual([['8'], []]);
	});

	it('doubts that it is all while an event mentions a member that neither chunks nor REST returned', () => {
		const { draft, happen } = aDraft();
		happen(anUpdate('1', { nick: 'a' }));
		happen(anUpdate('2', { nick: 'b' }));
		happen(anUpdate('3', { mute: true }, false));
		expect(draft.unconfirmed()).toEqual(['1', '2']);
		draft.ingest([aMember('1')], 0);
		happen(aRemove('2'));
		expect(draft.unconfirmed()).toEqual([]);
	});

	it('fills in only those that it lacks', () => {
		const { draft, rows } = aDraft();
		draft.ingest([aMember('1', { nick: 'asked for' })], 0);
		draft.fill([aMember('1', { nick: 'by the way' }), aMember('2', { nick: 'by the way' })]);
		expect(rows()).toEqual([aMember('1', { nick: 'asked for' }), aMember('2', { nick: 'by the way' })]);
	});
});

type Action =
	| { readonly kind: 'event'; readonly event: MemberEvent }
	| { readonly kind: 'wait'; readonly ms: number }
	/** Asks for some members, whose data is as old as `lagMs`, and gets them after the next `delay` actions. */
	| { readonly kind: 'ask'; readonly ids: string[]; readonly lagMs: number; readonly delay: number };

const IDS = ['1', '2', '3', '4'];
const id = fc.constantFrom(...IDS);
const text = fc.string({ minLength: 1, maxLength: 2 });
const patch = fc.oneof(
	text.map((nick) => ({ nick })),
	text.map((username) => ({ user: { username } })),
	fc.subarray(['7', '8']).map((roles) => ({ roles })),
);
const event: fc.Arbitrary<MemberEvent> = fc.oneof(
	fc.tuple(id, text).map(([userId, nick]) => anAdd(userId, { nick, roles: ['7', '8'] })),
	fc.tuple(id, patch).map(([userId, changed]) => anUpdate(userId, changed)),
	id.map(aRemove),
	fc.constantFrom('7', '8').map(aRoleDelete),
);
const action: fc.Arbitrary<Action> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('event'), event }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(1, 3_000, 9_000, 20_000) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('ask'),
			ids: fc.subarray(IDS),
			lagMs: fc.constantFrom(0, 1, 5_000, REPLICA_LAG_MS),
			delay: fc.nat(6),
		}),
	},
);

/** The guild itself: only what can happen happens, and every moment of it is remembered. */
class World {
	readonly #truth = new MemberTable();
	readonly #past: { at: number; rows: Map<string, RawMember> }[] = [{ at: Number.NEGATIVE_INFINITY, rows: new Map() }];
	readonly #deleted = new Set<string>();

	/** Applies the event; `undefined` if it cannot happen, else as Discord would send it. */
	apply(happened: MemberEvent, at: number): MemberEvent | undefined {
		const event = this.#withLivingRoles(happened);
		if (event.type === 'roleDelete') this.#deleted.add(event.roleId);
		else if (event.type !== 'add' && !this.#truth.has(event.userId)) return undefined;
		this.#truth.apply(event);
		this.#past.push({ at, rows: this.rows() });
		return event;
	}

	rows(): Map<string, RawMember> {
		return new Map([...this.#truth.view().rows()].map((row) => [row.user.id, row]));
	}

	rowsAt(moment: number): Map<string, RawMember> {
		return this.#past.findLast(({ at }) => at <= moment)?.rows ?? new Map();
	}

	#withLivingRoles(happened: MemberEvent): MemberEvent {
		const living = (roles: readonly string[] = []) => roles.filter((role) => !this.#deleted.has(role));
		if (happened.type === 'add')
			return anAdd(happened.userId, { ...happened.member, roles: living(happened.member.roles) });
		if (happened.type !== 'update' || !happened.patch.roles) return happened;
		return anUpdate(happened.userId, { roles: living(happened.patch.roles) });
	}
}

describe('Draft over random events and data that is late and old', () => {
	it('holds nobody who is gone, nobody as they were before, and lacks only those that no answer named', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(action, { maxLength: 40, size: 'max' }), async (actions) => {
				const { clock, draft, happen } = aDraft();
				const world = new World();
				const onTheWay: { due: number; members: RawMember[]; askedAt: number }[] = [];
				const named = new Set<string>();
				for (const [index, step] of [...actions, ...Array.from({ length: 7 }, () => undefined)].entries()) {
					if (step?.kind === 'wait') await clock.advance(step.ms);
					if (step?.kind === 'event') {
						const event = world.apply(step.event, clock.now());
						if (event) happen(event);
						await clock.advance(1);
					}
					if (step?.kind === 'ask') {
						const seen = world.rowsAt(clock.now() - step.lagMs);
						const members = step.ids.flatMap((userId) => seen.get(userId) ?? []);
						onTheWay.push({ due: index + step.delay, members, askedAt: clock.now() });
					}
					for (const { members, askedAt } of onTheWay.filter(({ due }) => due === index)) {
						draft.ingest(members, askedAt);
						for (const { user } of members) named.add(user.id);
					}
					const truth = world.rows();
					for (const row of draft.view().rows()) expect(row).toEqual(truth.get(row.user.id));
					for (const userId of named) expect(draft.has(userId)).toBe(truth.has(userId));
				}
			}),
			{ numRuns: 200 },
		);
	});
});
