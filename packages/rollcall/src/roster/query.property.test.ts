import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import type { RosterView } from '../interfaces/RosterView.js';
import { aMember, anAdd, anUpdate, aRemove, aRoleDelete } from '../tests/aMember.js';
import { aRandomMember } from '../tests/randomMembers.js';
import type { MemberEvent } from './MemberEvent.js';
import { MemberTable } from './MemberTable.js';

const ROLES = ['7', '8', '9', '10'];
const IDS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const DAY_MS = 86_400_000;
/** Few, so that dates often agree; in every format that Discord has. */
const moments = [0, 1, 2, 3].map((days) => Date.UTC(2024, 1, 27) + days * DAY_MS + 1_234);
const time = fc.constantFrom(...moments).chain((ms) => {
	const text = new Date(ms).toISOString();
	return fc.constantFrom(
		text,
		text.replace('Z', '567+00:00'),
		text.replace('Z', '+00:00'),
		text.replace('Z', '+02:00'),
	);
});
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });

const fields = fc.record(
	{
		joined_at: orNull(time),
		premium_since: orNull(time),
		communication_disabled_until: orNull(time),
		pending: orNull(fc.boolean()),
		nick: orNull(fc.string()),
		avatar: orNull(fc.constantFrom('a_0123456789abcdef0123456789abcdef', 'odd')),
		roles: fc.subarray(ROLES),
	},
	{ requiredKeys: ['roles'] },
);
const usual = fc
	.tuple(fc.constantFrom(...IDS), fields, fc.record({ bot: orNull(fc.boolean()) }, { requiredKeys: [] }))
	.map(([id, known, user]) => {
		const { joined_at: _, ...member } = aMember(id);
		return { ...member, ...known, user: { ...member.user, ...user } } as RawMember;
	});
const member = fc.oneof(
	{ weight: 4, arbitrary: usual },
	{ weight: 1, arbitrary: aRandomMember(fc.constantFrom(...IDS), fc.constantFrom(...ROLES)) },
);
const event: fc.Arbitrary<MemberEvent> = fc.oneof(
	{ weight: 8, arbitrary: member.map((raw): MemberEvent => ({ type: 'add', userId: raw.user.id, member: raw })) },
	{
		weight: 3,
		arbitrary: fc.tuple(fc.constantFrom(...IDS), fields).map(([id, patch]) => anUpdate(id, patch as never)),
	},
	{ weight: 1, arbitrary: fc.constantFrom(...IDS).map(aRemove) },
	{ weight: 1, arbitrary: fc.constantFrom(...ROLES).map(aRoleDelete) },
);

const asked = fc.subarray([...ROLES, '11']);
const moment = fc.oneof(
	fc.constantFrom(...moments.flatMap((ms) => [ms - 1, ms, ms + 1])).chain((ms) => fc.constantFrom(ms, new Date(ms))),
	fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0),
);
const CONDITIONS = {
	allRoles: asked,
	anyRoles: asked,
	noRoles: asked.map((ids) => new Set(ids)),
	hasRoles: fc.boolean(),
	joinedBefore: moment,
	joinedAfter: moment,
	bot: fc.boolean(),
	pending: fc.boolean(),
	boosting: fc.boolean(),
	boostingSince: moment,
	timedOutAt: moment,
};
const NAMES = Object.keys(CONDITIONS) as (keyof RosterQuery)[];
/** Of one condition or several: with all eleven, hardly anybody would be left. */
const query: fc.Arbitrary<RosterQuery> = fc
	.tuple(fc.record(CONDITIONS), fc.subarray(NAMES, { maxLength: 3 }))
	.map(([all, names]) => Object.fromEntries(names.map((name) => [name, all[name]])));

const parse = (date: unknown) => (typeof date === 'string' ? Date.parse(date) : Number.NaN);
const isText = (value: unknown) => typeof value === 'string';

/** The same by a plain filter over records. */
function matches(wanted: RosterQuery, record: RawMember, isRole: (id: string) => boolean): boolean {
	const listed: readonly string[] = Array.isArray(record.roles) && record.roles.every(isText) ? record.roles : [];
	const roles = listed.filter(isRole);
	const boosts = parse(record.premium_since);
	const { allRoles, anyRoles, noRoles, hasRoles, joinedBefore, joinedAfter } = wanted;
	const { bot, pending, boosting, boostingSince, timedOutAt } = wanted;
	return [
		allRoles === undefined || [...allRoles].every((role) => roles.includes(role)),
		anyRoles === undefined || [...anyRoles].some((role) => roles.includes(role)),
		noRoles === undefined || ![...noRoles].some((role) => roles.includes(role)),
		hasRoles === undefined || roles.length > 0 === hasRoles,
		joinedBefore === undefined || parse(record.joined_at) < Number(joinedBefore),
		joinedAfter === undefined || parse(record.joined_at) > Number(joinedAfter),
		bot === undefined || (record.user.bot === true) === bot,
		pending === undefined || (record.pending === true) === pending,
		boosting === undefined || !Number.isNaN(boosts) === boosting,
		boostingSince === undefined || boosts <= Number(boostingSince),
		timedOutAt === undefined || parse(record.communication_disabled_until) > Number(timedOutAt),
	].every(Boolean);
}

const idsOf = (records: Iterable<RawMember>) => [...records].map(({ user }) => user.id);

function expectAnswered(view: RosterView, wanted: RosterQuery, isRole: (id: string) => boolean = () => true): void {
	const expected = idsOf([...view.rows()].filter((record) => matches(wanted, record, isRole)));
	const found = view.query(wanted);
	expect(idsOf(found)).toEqual(expected);
	expect(found.size).toBe(expected.length);
	expect(view.count(wanted)).toBe(expected.length);
	for (const id of IDS) expect(found.has(id)).toBe(expected.includes(id));
}

describe('query', () => {
	it('answers as a filter over the records does, for every moment of a table and for parts of it', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(event, fc.boolean()), { maxLength: 40, size: 'max' }),
				fc.array(query, { minLength: 1, maxLength: 5 }),
				fc.subarray([...ROLES, '11']),
				(steps, queries, there) => {
					const table = new MemberTable();
					const taken: ReturnType<MemberTable['view']>[] = [];
					for (const [happened, takes] of steps) {
						table.apply(happened);
						if (takes) taken.push(table.view());
					}
					for (const view of [...taken, table.view()]) {
						for (const wanted of queries) {
							expectAnswered(view, wanted);
							expectAnswered(view.withAnyRole(['7', '8']), wanted);
							expectAnswered(view.pick(['1', '3', '5', '7']), wanted);
							expectAnswered(view.query(queries[0] ?? {}), wanted);
							expectAnswered(view.knowing(new Set(there)), wanted, (id) => there.includes(id));
						}
					}
				},
			),
			{ numRuns: 30 * inject('depth') },
		);
	});

	it('refuses a condition on a field that is not kept, and answers the others', () => {
		const needed = { joinedBefore: 'joined_at', joinedAfter: 'joined_at', bot: 'user.bot', pending: 'pending' };
		const boosts = { boosting: 'premium_since', boostingSince: 'premium_since' };
		const fieldOf = new Map<string, string>(
			Object.entries({ ...needed, ...boosts, timedOutAt: 'communication_disabled_until' }),
		);
		fc.assert(
			fc.property(
				fc.array(member, { maxLength: 20 }),
				fc.subarray([...new Set(fieldOf.values()), 'nick']),
				query,
				(members, kept, wanted) => {
					const table = new MemberTable({ fields: kept });
					for (const each of members) table.set(each);
					const missing = Object.keys(wanted).find((name) => {
						const field = fieldOf.get(name);
						return field !== undefined && !kept.includes(field);
					});
					if (missing === undefined) return expectAnswered(table.view(), wanted);
					const text = `query.${missing}: this list does not keep ${fieldOf.get(missing)}`;
					expect(() => table.view().query(wanted)).toThrow(text);
					expect(() => table.view().count(wanted)).toThrow(text);
				},
			),
			{ numRuns: 40 * inject('depth') },
		);
	});

	it.each<[object, string]>([
		[{ joindBefore: 1 }, 'got joindBefore. Did you mean joinedBefore?'],
		[{ x: 1 }, 'query: expected only allRoles, anyRoles, noRoles, hasRoles, joinedBefore'],
		[{ allRoles: '7' }, 'query.allRoles: expected an iterable of role ids, got 7.'],
		[{ noRoles: true }, 'query.noRoles: expected an iterable of role ids, got true.'],
		[
			{ anyRoles: ['7', 'Admin'] },
			'query.anyRoles: expected an iterable of role ids (a role by its id: role.id), got Admin.',
		],
		[{ anyRoles: [{ id: '7' }] }, 'query.anyRoles: expected an iterable of role ids (a role by its id: role.id)'],
		[{ joinedAfter: new Date('soon') }, 'query.joinedAfter: expected a valid Date, or epoch ms, got Invalid Date.'],
		[{ joinedBefore: Number.NaN }, 'query.joinedBefore: expected a valid Date, or epoch ms, got NaN.'],
		[{ timedOutAt: '2024-01-01' }, 'query.timedOutAt: expected a valid Date, or epoch ms, got 2024-01-01.'],
		[{ boostingSince: null }, 'query.boostingSince: expected a valid Date, or epoch ms, got null.'],
		[{ bot: 'no' }, 'query.bot: expected true or false, got no.'],
	])('refuses %o', (wanted, text) => {
		const view = new MemberTable().view();
		for (const ask of [() => view.query(wanted), () => view.count(wanted)]) {
			expect(ask).toThrow(MemberFetchError);
			expect(ask).toThrow(text);
		}
	});

	it.each([null, 'bot', undefined])('refuses %o in place of conditions', (wanted) => {
		const view = new MemberTable().view();
		expect(() => view.query(wanted as unknown as RosterQuery)).toThrow('query: expected an object, got');
	});

	it('takes everybody if nothing is asked, also by undefined', () => {
		const table = new MemberTable();
		table.apply(anAdd('1'));
		expect(table.view().query({}).size).toBe(1);
		expect(table.view().query(Object.fromEntries([['bot', undefined]])).size).toBe(1);
	});
});
