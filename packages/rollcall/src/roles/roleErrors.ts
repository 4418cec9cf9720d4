import { closestKeys } from '../config/closestKey.js';
import { because } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { type RawRole, TransportError, type TransportFailure } from '../interfaces/ITransport.js';

/** How many roles are suggested for one that the guild does not have. */
const MOST_NAMED = 3;

const CODES: Readonly<Record<TransportFailure, ErrorCode>> = {
	rateLimited: 'RATE_LIMITED',
	unavailable: 'REST_UNAVAILABLE',
	blocked: 'REST_UNAVAILABLE',
	invalidToken: 'INVALID_TOKEN',
	missingAccess: 'MISSING_ACCESS',
	unknownGuild: 'UNKNOWN_GUILD',
	rejected: 'REJECTED',
};

/** The guild has no such role; names the roles that may be meant. */
export function unknownRole(guildId: string, asked: string, roles: Iterable<RawRole>): MemberFetchError {
	const all = [...roles];
	const names = [...new Set(all.map(({ name }) => name))];
	const near = closestKeys(asked, names).flatMap((name) => all.filter((role) => role.name === name));
	const cure =
		near.length > 0
			? `Did you mean ${near.slice(0, MOST_NAMED).map(shown).join(', ')}?`
			: 'Correct the name or the id.';
	const what = because('noSuchRole', { role: asked });
	return new MemberFetchError('UNKNOWN_ROLE', `Guild ${guildId}: ${what}. ${cure}`, { guildId });
}

/** Several roles have the name, and only the caller knows which one is meant. */
export function ambiguousRole(guildId: string, asked: string, roles: readonly RawRole[]): MemberFetchError {
	const what = because('sameNamedRoles', { count: roles.length, role: asked });
	const ids = roles.map(({ id }) => id).join(', ');
	return new MemberFetchError('AMBIGUOUS_ROLE', `Guild ${guildId}: ${what} (${ids}). Ask by id.`, { guildId });
}

/** It is not known which roles the guild has, so nothing can be said about one. */
export function unreadRoles(guildId: string, failure: unknown): MemberFetchError {
	const code = failure instanceof TransportError ? CODES[failure.failure] : 'REST_UNAVAILABLE';
	const what = failure instanceof Error ? failure.message : String(failure);
	const cure = code === 'REST_UNAVAILABLE' || code === 'RATE_LIMITED' ? ' Retry is safe.' : '';
	const message = `Guild ${guildId}: ${because('rolesUnread')}: ${what}${cure}`;
	return new MemberFetchError(code, message, { guildId, cause: failure });
}

function shown({ id, name }: RawRole): string {
	return `${name} (${id})`;
}
