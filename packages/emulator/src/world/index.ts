export type { ActivityOptions } from './Activity.js';
export * from './attachments/index.js';
export * from './channels/index.js';
export * from './describeGuild.js';
export * from './GuildWorld.js';
export { cloneJson, discordTimestamp, type GuildSnapshot, type MemberPatch } from './members/index.js';
export * from './Presences.js';
export * from './World.js';
export * from './WorldChange.js';
