import { type APIOverwrite, type APIRole, PermissionFlagsBits } from 'discord-api-types/v10';

/** All permissions, as the owner of a guild has. */
export const allPermissions = (1n << 53n) - 1n;

/** The permissions that a member keeps during a timeout. */
const KEPT_IN_TIMEOUT = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

/** A member as far as permissions need them. */
export interface Holder {
	readonly id: string;
	/** The roles of the member, with `@everyone`. */
	readonly roles: readonly APIRole[];
	readonly isOwner: boolean;
	readonly isTimedOut: boolean;
}

const has = (permissions: bigint, permission: bigint) => (permissions & permission) === permission;

/** The permissions of a member in their guild, by their roles. An administrator has all. */
export function permissionsOf({ roles, isOwner, isTimedOut }: Holder): bigint {
	const bits = baseOf(roles);
	if (isOwner || has(bits, PermissionFlagsBits.Administrator)) return allPermissions;
	return isTimedOut ? bits & KEPT_IN_TIMEOUT : bits;
}

/**
 * The permissions of a member in a channel. Its overwrites apply in the documented order: those for `@everyone`, for all
 * roles of the member at once, and for the member; in each step what is allowed wins over what is denied.
 */
export function permissionsIn(holder: Holder, guildId: string, overwrites: readonly APIOverwrite[]): bigint {
	const bits = baseOf(holder.roles);
	if (holder.isOwner || has(bits, PermissionFlagsBits.Administrator)) return allPermissions;
	const roleIds = new Set(holder.roles.map(({ id }) => id).filter((id) => id !== guildId));
	const steps = [
		overwrites.filter(({ id }) => id === guildId),
		overwrites.filter(({ id }) => roleIds.has(id)),
		overwrites.filter(({ id }) => id === holder.id),
	];
	const result = steps.reduce((before, step) => (before & ~together(step, 'deny')) | together(step, 'allow'), bits);
	return holder.isTimedOut ? result & KEPT_IN_TIMEOUT : result;
}

function baseOf(roles: readonly APIRole[]): bigint {
	return roles.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
}

function together(overwrites: readonly APIOverwrite[], side: 'allow' | 'deny'): bigint {
	return overwrites.reduce((bits, overwrite) => bits | BigInt(overwrite[side]), 0n);
}
