import type { DependencyContainer } from '../injection/index.js';
import type { Migrations } from '../interfaces/Migrations.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { Features } from './Features.js';
import { JoinedGuilds } from './JoinedGuilds.js';

const migrations: Migrations = {
	room: 'guilds',
	steps: [
		`CREATE TABLE guilds_joined (
			application_id TEXT NOT NULL, guild_id TEXT NOT NULL, PRIMARY KEY (application_id, guild_id)
		) STRICT, WITHOUT ROWID`,
	],
};

export function registerFeatures(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, migrations);
	container.registerSingleton(JoinedGuilds);
	container.registerSingleton(Features);
}
