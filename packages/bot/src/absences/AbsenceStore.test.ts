import { ManualClock } from 'rollcall-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/index.js';
import { AbsenceStore } from './AbsenceStore.js';
import { absenceMigrations } from './absenceMigrations.js';

const NOON = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;
const wanted = { guildId: 'g', userId: 'u', until: NOON + 3 * DAY, reason: 'away', setBy: 'a' };

describe('AbsenceStore', () => {
	let clock: ManualClock;
	let store: AbsenceStore;
	beforeEach(() => {
		clock = new ManualClock(NOON);
		store = new AbsenceStore(openDatabase(':memory:', [absenceMigrations]), clock);
	});

	it('keeps one absence per user: a second one replaces the end and the reason, and leaves the beginning', () => {
		expect(store.set(wanted)).toMatchObject({ absence: { from: NOON, reason: 'away' }, replaced: undefined });
		clock.advance(DAY);
		const { absence, replaced } = store.set({ ...wanted, until: NOON + 9 * DAY, reason: null, setBy: 'u' });
		expect(absence).toMatchObject({ from: NOON, until: NOON + 9 * DAY, reason: null, setBy: 'u' });
		expect(replaced).toMatchObject({ until: NOON + 3 * DAY, reason: 'away' });
		expect(store.list('g')).toEqual([absence]);
	});

	it('begins a new absence after one that has ended, and reports both in a period that they touch', () => {
		store.set(wanted);
		clock.advance(4 * DAY);
		expect(store.current('g', 'u')).toBeUndefined();
		store.set({ ...wanted, until: NOON + 6 * DAY });
		const in20Days = { from: NOON, to: NOON + 20 * DAY };
		expect(
			store
				.absencesIn('g', in20Days)
				.get('u')
				?.map(({ from }) => from),
		).toEqual([NOON, NOON + 4 * DAY]);
		expect(store.absencesIn('g', { from: NOON + 3 * DAY, to: NOON + 4 * DAY }).size).toBe(0);
		expect(store.absencesIn('other', in20Days).size).toBe(0);
	});

	it('ends early, and excuses only until then', () => {
		store.set(wanted);
		clock.advance(DAY);
		expect(store.end('g', 'u')).toMatchObject({ from: NOON, until: NOON + DAY });
		expect(store.end('g', 'u')).toBeUndefined();
		expect(store.absencesIn('g', { from: NOON + DAY, to: NOON + 9 * DAY }).size).toBe(0);
	});

	it('lists by the end, and knows the next end and the overdue absences with a role', () => {
		const later = store.set({ ...wanted, userId: 'later', until: NOON + 5 * DAY }).absence;
		const sooner = store.set({ ...wanted, userId: 'sooner' }).absence;
		expect(store.list('g').map(({ userId }) => userId)).toEqual(['sooner', 'later']);
		expect(store.nextEnd()).toBeUndefined();
		store.setRole(later.id, 'r');
		store.setRole(sooner.id, 'r');
		expect(store.nextEnd()).toBe(NOON + 3 * DAY);
		clock.advance(3 * DAY);
		expect(store.overdue().map(({ userId }) => userId)).toEqual(['sooner']);
		expect(store.nextEnd()).toBe(NOON + 5 * DAY);
		store.setRole(sooner.id, null);
		expect(store.overdue()).toEqual([]);
	});

	it('forgets reasons and rows in time, and a user or a guild on request', () => {
		store.set(wanted);
		store.set({ ...wanted, userId: 'other', setBy: 'u' });
		clock.advance(10 * DAY);
		store.expire('g', { reasonBefore: NOON + 4 * DAY, allBefore: NOON });
		expect(store.ofUser('g', 'u')).toMatchObject([{ reason: null }]);
		expect(store.setForOthers('g', 'u')).toMatchObject([{ userId: 'other' }]);
		expect(store.erase('g', 'u')).toBe(2);
		expect(store.ofUser('g', 'other')).toMatchObject([{ setBy: '' }]);
		store.expire('g', { reasonBefore: NOON, allBefore: NOON + 4 * DAY });
		expect(store.guildIds()).toEqual([]);
		store.set(wanted);
		store.removeGuild('g');
		expect(store.guildIds()).toEqual([]);
	});
});
