export * from './computePermissions.js';
export * from './Permissions.js';
export * from './usablePermissions.js';
