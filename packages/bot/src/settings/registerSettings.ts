import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from './GuildSettingsStore.js';
import { SettingsCleaner } from './SettingsCleaner.js';
import { settingsMigrations } from './settingsMigrations.js';

export function registerSettings(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, settingsMigrations);
	container.registerSingleton(GuildSettingsStore);
	container.register(DI_TOKENS.Feature, { useToken: GuildSettingsStore });
	container.registerSingleton(DI_TOKENS.Feature, SettingsCleaner);
}
