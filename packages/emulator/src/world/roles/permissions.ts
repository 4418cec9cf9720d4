import type { APIRole } from 'discord-api-types/v10';

const ADMINISTRATOR = 1n << 3n;
const ALL = (1n << 53n) - 1n;

/** What somebody with these roles may do; an administrator may do everything. */
export function permissionsOf(roles: Iterable<APIRole>): bigint {
	let bits = 0n;
	for (const role of roles) bits |= BigInt(role.permissions);
	return (bits & ADMINISTRATOR) === 0n ? bits : ALL;
}

/** Everything, as the owner of a guild may do. */
export const allPermissions = ALL;
