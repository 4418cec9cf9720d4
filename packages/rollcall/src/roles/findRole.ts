import { because } from '../errors/because.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RawRole } from '../interfaces/ITransport.js';
import type { AskedRole } from './AskedRole.js';
import { ambiguousRole, unknownRole } from './roleErrors.js';

/** The role that was asked for, or an error. With both, it is not known whether the guild still has the role. */
export interface FoundRole {
	readonly role?: RawRole | undefined;
	readonly error?: MemberFetchError;
	readonly reason?: string;
}

const EVERYONE = '@everyone';

/** Whether it is `@everyone`. */
export function isEverybody(guildId: string, { id, name }: Pick<AskedRole, 'id' | 'name'>): boolean {
	return id === guildId || name === EVERYONE;
}

/** Finds a role by id, else by name, if one role has it. Everybody holds `@everyone`, even if no role is known. */
export function findRole(
	guildId: string,
	roles: ReadonlyMap<string, RawRole>,
	{ id, name, shown }: AskedRole,
): FoundRole {
	if (isEverybody(guildId, { id, name })) return { role: { id: guildId, name: EVERYONE } };
	const byId = roles.get(id);
	if (byId) return { role: byId };
	const named = name === undefined ? [] : [...roles.values()].filter((role) => role.name === name);
	if (named.length === 1) return { role: named[0] };
	if (named.length > 1) {
		const reason = because('sameNamedRoles', { count: named.length, role: shown });
		return { error: ambiguousRole(guildId, shown, named), reason };
	}
	return { error: unknownRole(guildId, shown, roles.values()), reason: because('noSuchRole', { role: shown }) };
}
