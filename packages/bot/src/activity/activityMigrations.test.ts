import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../database/index.js';
import { container as root } from '../injection/index.js';
import type { Migrations } from '../interfaces/Migrations.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { registerActivity } from '../services/registerActivity.js';
import { GuildSettingsStore, registerSettings } from '../settings/index.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { ActivityKeys } from './ActivityKeys.js';
import { ActivitySums } from './ActivitySums.js';
import { activityMigrations } from './activityMigrations.js';

it('a database from before the tracker gets its tables and settings, and keeps its values', () => {
	const path = join(temporaryFolder(), 'bot.db');
	const container = root.createChildContainer();
	registerSettings(container);
	registerActivity(container);
	const migrations = container.resolveAll(DI_TOKENS.Migrations);
	const before = migrations
		.filter(({ room }) => room === 'settings')
		.map(({ room, steps }): Migrations => ({ room, steps: steps.slice(0, 1) }));
	const old = openDatabase(path, before);
	old.exec("INSERT INTO settings_guild VALUES ('1', NULL, '7', 'Asia/Seoul', 12)");
	old.close();

	const database = openDatabase(path, migrations);
	onTestFinished(() => void database.close());
	container.registerInstance(DI_TOKENS.Database, database);
	const settings = container.resolve(GuildSettingsStore);
	expect(settings.get('1')).toMatchObject({
		...{ afkRoleId: '7', timeZone: 'Asia/Seoul', retentionDays: 12 },
		...{ countsAlone: true, countsDeafened: true },
	});
	expect(settings.set('1', { countsAlone: false })).toMatchObject({ countsAlone: false, countsDeafened: true });
	expect(settings.get('1')).toMatchObject({ countsAlone: false, timeZone: 'Asia/Seoul' });
	expect(database.prepare('SELECT count(*) FROM activity_session').pluck().get()).toBe(0);
});

it('a database from before members stored their newest sums gives the same sums', () => {
	const path = join(temporaryFolder(), 'bot.db');
	const { room, steps } = activityMigrations;
	const old = openDatabase(path, [{ room, steps: steps.slice(0, 1) }]);
	old.exec(`INSERT INTO activity_guild VALUES (1, 'g', 0);
		INSERT INTO activity_member VALUES (1, 1, 'gone'), (2, 1, 'here'), (3, 1, 'never');
		INSERT INTO activity_total VALUES (1, 1, 10, 1, 2, 111), (2, 1, 30, 3, 4, 112), (2, 5, 70, 3, 5, 555)`);
	old.close();
	const database = openDatabase(path, [activityMigrations]);
	onTestFinished(() => void database.close());
	const sums = new ActivitySums(database, new ActivityKeys(database));
	const during = (from: number, to: number) =>
		Object.fromEntries(sums.sums('g', { from: from * 86_400_000, to: to * 86_400_000 }));
	const [first, last] = [
		{ activeMs: 30, idleMs: 3, messages: 4, lastSeenAt: 112 },
		{ activeMs: 40, idleMs: 0, messages: 1, lastSeenAt: 555 },
	];
	expect(during(2, 9)).toEqual({ here: last });
	expect(during(0, 3)).toEqual({ gone: { activeMs: 10, idleMs: 1, messages: 2, lastSeenAt: 111 }, here: first });
	expect(during(0, 9)).toMatchObject({ here: { activeMs: 70, idleMs: 3, messages: 5, lastSeenAt: 555 } });
	expect(during(6, 9)).toEqual({});
});
