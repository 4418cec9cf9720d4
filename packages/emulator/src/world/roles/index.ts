export * from './createRoles.js';
export * from './permissions.js';
export * from './RoleSets.js';
