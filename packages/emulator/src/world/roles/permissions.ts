import type { APIRole } from 'discord-api-types/v10';

const ADMINISTRATOR = 1n << 3n;
const ALL = (1n << 53n) - 1n;

/** The permissions of a member with these roles. An administrator has all. */
export function permissionsOf(roles: Iterable<APIRole>): bigint {
	let bits = 0n;
	for (const role of roles) bits |= BigInt(role.permissions);
	return (bits & ADMINISTRATOR) === 0n ? bits : ALL;
}

/** All permissions, as the owner of a guild has. */
export const allPermissions = ALL;
