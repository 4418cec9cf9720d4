import type { DependencyContainer } from '../injection/index.js';
import type { Migrations } from '../interfaces/Migrations.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { LeaverStore } from './LeaverStore.js';
import { Leavers } from './Leavers.js';

const migrations: Migrations = {
	room: 'privacy',
	steps: [
		`CREATE TABLE privacy_left (
			guild_id TEXT NOT NULL, user_id TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)
		) STRICT, WITHOUT ROWID;
		CREATE INDEX privacy_left_user ON privacy_left (user_id);
		CREATE TABLE privacy_compared (guild_id TEXT PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
	],
};

export function registerLeavers(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, migrations);
	container.registerSingleton(LeaverStore);
	container.register(DI_TOKENS.PersonalData, { useToken: LeaverStore });
	container.registerSingleton(Leavers);
	container.register(DI_TOKENS.Feature, { useToken: Leavers });
}
