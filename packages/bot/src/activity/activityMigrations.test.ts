import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Migrations, openDatabase } from '../database/index.js';
import { container as root } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore, registerSettings } from '../settings/index.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { registerActivity } from './registerActivity.js';

it('a database from before the tracker gets its tables and settings, and keeps what was set', () => {
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
