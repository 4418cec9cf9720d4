export * from './describeGuild.js';
export type { GuildSettings } from './GuildSettings.js';
export * from './GuildWorld.js';
export * from './Presences.js';
