export { canonicalTimeZone, isTimeZone } from './checkSettings.js';
export {
	DEFAULT_SETTINGS,
	type GuildSettings,
	MAX_LEAVER_DAYS,
	MAX_REQUIRED_HOURS,
	MAX_RETENTION_DAYS,
	type SettingsPatch,
} from './GuildSettings.js';
export { GuildSettingsStore } from './GuildSettingsStore.js';
export { registerSettings } from './registerSettings.js';
