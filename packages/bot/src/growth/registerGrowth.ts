import type { DependencyContainer } from '../injection/index.js';
import type { Migrations } from '../interfaces/Migrations.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GrowthCounter } from './GrowthCounter.js';
import { GrowthStore } from './GrowthStore.js';

const migrations: Migrations = {
	room: 'growth',
	steps: [
		`CREATE TABLE growth_day (
			guild_id TEXT NOT NULL, day TEXT NOT NULL, joins INTEGER NOT NULL, leaves INTEGER NOT NULL,
			PRIMARY KEY (guild_id, day)
		) STRICT, WITHOUT ROWID;
		CREATE TABLE growth_since (guild_id TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
	],
};

export function registerGrowth(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, migrations);
	container.registerSingleton(GrowthStore);
	container.registerSingleton(DI_TOKENS.Feature, GrowthCounter);
}
