import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../database/index.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { GuildSettingsStore } from './GuildSettingsStore.js';
import { settingsMigrations } from './settingsMigrations.js';

let store: GuildSettingsStore;

beforeEach(() => {
	const database = openDatabase(':memory:', [settingsMigrations]);
	onTestFinished(() => void database.close());
	store = new GuildSettingsStore(database);
});

it('an older database gets defaults for new settings', () => {
	const { room, steps } = settingsMigrations;
	const path = join(temporaryFolder(), 'bot.db');
	const old = openDatabase(path, [{ room, steps: steps.slice(0, 2) }]);
	old.prepare("INSERT INTO settings_guild (guild_id, time_zone, retention_days) VALUES ('1', 'Asia/Seoul', 7)").run();
	old.close();
	const database = openDatabase(path, [settingsMigrations]);
	onTestFinished(() => void database.close());
	const later = new GuildSettingsStore(database);
	expect(later.get('1')).toMatchObject({ timeZone: 'Asia/Seoul', retentionDays: 7, leastObservedPercent: 50 });
	expect(later.set('1', { leastObservedPercent: 80 }).leastObservedPercent).toBe(80);
});

describe('the settings of a guild', () => {
	it('are the defaults until something is set', () => {
		expect(store.get('1')).toEqual({
			guildId: '1',
			requiredHours: new Map(),
			countsAlone: true,
			countsDeafened: true,
			leastObservedPercent: 50,
			reportChannelId: null,
			afkRoleId: null,
			timeZone: 'UTC',
			retentionDays: 30,
			leaverDays: 30,
		});
		expect(store.list()).toEqual([]);
	});

	it('change only what the patch names', () => {
		store.set('1', { reportChannelId: '5', timeZone: 'Asia/Seoul' });
		expect(store.set('1', { afkRoleId: '6', reportChannelId: null })).toMatchObject({
			reportChannelId: null,
			afkRoleId: '6',
			timeZone: 'Asia/Seoul',
		});
		expect(store.get('2').afkRoleId).toBeNull();
	});

	it('have required hours by role, including fractions and zero', () => {
		store.setRequiredHours('1', '10', 7.5);
		store.setRequiredHours('1', '11', 0);
		store.setRequiredHours('1', '10', 8);
		expect(store.get('1').requiredHours).toEqual(
			new Map([
				['10', 8],
				['11', 0],
			]),
		);
		expect(store.setRequiredHours('1', '10', null).requiredHours).toEqual(new Map([['11', 0]]));
	});

	it('are listed, and are removed with their guild', () => {
		store.set('1', { retentionDays: 7 });
		store.setRequiredHours('2', '10', 5);
		expect(store.list().map(({ guildId }) => guildId)).toEqual(['1', '2']);
		store.removeGuild('2');
		store.removeGuild('3');
		expect(store.list().map(({ guildId }) => guildId)).toEqual(['1']);
		expect(store.get('2').requiredHours.size).toBe(0);
	});

	it.each(['Asia/Seoul', 'asia/seoul', 'UTC', 'America/New_York'])('take the time zone %s', (timeZone) => {
		const known = store.set('1', { timeZone }).timeZone;
		expect(known.toLowerCase()).toBe(timeZone.toLowerCase());
		expect(new Intl.DateTimeFormat('en', { timeZone: known }).resolvedOptions().timeZone).toBe(known);
	});

	it.each([
		[{ timeZone: 'Mars/Base' }, 'no time zone "Mars/Base"'],
		[{ timeZone: '+09:00' }, 'no time zone'],
		[{ timeZone: '' }, 'no time zone'],
		[{ leastObservedPercent: 0 }, 'from 1 to 100, not 0'],
		[{ leastObservedPercent: 100.5 }, 'not 100.5'],
		[{ leastObservedPercent: 101 }, 'not 101'],
		[{ retentionDays: 0 }, 'from 1 to 365, not 0'],
		[{ retentionDays: 1.5 }, 'not 1.5'],
		[{ retentionDays: 366 }, 'not 366'],
		[{ leaverDays: 0 }, 'leaverDays must be a whole number from 1 to 365, not 0'],
	])('refuse %o and stay as they were', (patch, reason) => {
		expect(() => store.set('1', { reportChannelId: '5', ...patch })).toThrow(reason);
		expect(store.get('1').reportChannelId).toBeNull();
	});

	it.each([-1, 745, Number.NaN])('refuse %d required hours', (hours) => {
		expect(() => store.setRequiredHours('1', '10', hours)).toThrow(/from 0 to 744/);
	});
});
