export { type ActivityOptions, livelyActivity } from './activity/index.js';
export * from './attachments/index.js';
export * from './changes/index.js';
export * from './channels/index.js';
export * from './guild/index.js';
export type { GuildSnapshot, MemberPatch } from './members/index.js';
export { isThread, overwritesOf, parentOf, sendingIn, usablePermissions } from './permissions/index.js';
export * from './World.js';
