import type { RawMember } from '../interfaces/ITransport.js';

/** The change of one member in a roster by one event. */
export type RosterChange =
	| { readonly kind: 'joined'; readonly userId: string; readonly after: RawMember }
	/** `before`: the member as last known. */
	| { readonly kind: 'left'; readonly userId: string; readonly before: RawMember }
	| { readonly kind: 'updated'; readonly userId: string; readonly before: RawMember; readonly after: RawMember };

/** The change from one row to another of the same user; `undefined` if both say the same. */
export function changeOf(
	userId: string,
	before: RawMember | undefined,
	after: RawMember | undefined,
): RosterChange | undefined {
	if (!before) return after && { kind: 'joined', userId, after };
	if (!after) return { kind: 'left', userId, before };
	return isSameMember(before, after) ? undefined : { kind: 'updated', userId, before, after };
}

/** Whether a user is already all that is told of them. */
export function isTold(user: RawMember['user'], told: Partial<RawMember['user']>): boolean {
	const known = user as unknown as Record<string, unknown>;
	return Object.entries(told).every(([key, value]) => isSame(known[key], value));
}

/** Roles have no order, and an absent field means the same as null: Discord sends either. */
function isSameMember(one: RawMember, other: RawMember): boolean {
	const { roles = [], ...rest } = one;
	const { roles: otherRoles = [], ...otherRest } = other;
	if (roles.length !== otherRoles.length || !roles.every((role) => otherRoles.includes(role))) return false;
	return isSame(rest, otherRest);
}

function isSame(one: unknown, other: unknown): boolean {
	if (one === other || (one ?? null) === (other ?? null)) return true;
	if (!isRecord(one) || !isRecord(other)) return false;
	return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
