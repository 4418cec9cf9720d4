export * from './createRoles.js';
export * from './GuildRoles.js';
export * from './RoleSets.js';
