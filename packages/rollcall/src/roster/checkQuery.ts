import { closestKey } from '../config/closestKey.js';
import type { MemberField } from '../config/memberFields.js';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import { isSnowflake } from '../payloads/isSnowflake.js';

/** A query that can be answered: roles are arrays, and moments are epoch ms. */
export interface CheckedQuery {
	readonly allRoles?: readonly string[];
	readonly anyRoles?: readonly string[];
	readonly noRoles?: readonly string[];
	readonly hasRoles?: boolean;
	readonly joinedBefore?: number;
	readonly joinedAfter?: number;
	readonly bot?: boolean;
	readonly pending?: boolean;
	readonly boosting?: boolean;
	readonly boostingSince?: number;
	readonly timedOutAt?: number;
}

/** How the value of a condition is read, and which field of members it is about. Roles are always kept. */
interface Condition {
	readonly read: (name: string, value: unknown) => unknown;
	readonly field?: MemberField;
}

const CONDITIONS: Readonly<Record<keyof RosterQuery, Condition>> = {
	allRoles: { read: readRoles },
	anyRoles: { read: readRoles },
	noRoles: { read: readRoles },
	hasRoles: { read: readBoolean },
	joinedBefore: { read: readMoment, field: 'joined_at' },
	joinedAfter: { read: readMoment, field: 'joined_at' },
	bot: { read: readBoolean, field: 'user.bot' },
	pending: { read: readBoolean, field: 'pending' },
	boosting: { read: readBoolean, field: 'premium_since' },
	boostingSince: { read: readMoment, field: 'premium_since' },
	timedOutAt: { read: readMoment, field: 'communication_disabled_until' },
};
const NAMES = Object.keys(CONDITIONS);

/** Throws if a condition is unknown, has a wrong value, or is about a field that is not kept. */
export function checkQuery(query: RosterQuery, kept: 'all' | readonly string[]): CheckedQuery {
	if (typeof query !== 'object' || query === null) throw invalid('query', query, 'an object');
	const checked: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(query)) {
		if (!NAMES.includes(name)) throw unknownCondition(name);
		if (value === undefined) continue;
		const { read, field } = CONDITIONS[name as keyof RosterQuery];
		checked[name] = read(`query.${name}`, value);
		if (field !== undefined && kept !== 'all' && !kept.includes(field)) throw notKept(name, field);
	}
	return checked;
}

function readRoles(name: string, value: unknown): string[] {
	const allowed = 'an iterable of role ids';
	// A text is an iterable, too: of its characters.
	if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) throw invalid(name, value, allowed);
	return Array.from(value as Iterable<unknown>, (id) => {
		if (typeof id === 'string' && isSnowflake(id)) return id;
		throw invalid(name, id, `${allowed} (a role by its id: role.id)`);
	});
}

function readBoolean(name: string, value: unknown): boolean {
	if (typeof value !== 'boolean') throw invalid(name, value, 'true or false');
	return value;
}

function readMoment(name: string, value: unknown): number {
	const moment = value instanceof Date ? value.getTime() : value;
	if (typeof moment === 'number' && !Number.isNaN(moment)) return moment;
	throw invalid(name, value, 'a valid Date, or epoch ms');
}

function unknownCondition(name: string): MemberFetchError {
	const meant = closestKey(name, NAMES);
	const cure = meant === undefined ? '' : ` Did you mean ${meant}?`;
	return new MemberFetchError('INVALID_ARGUMENT', `query: expected only ${NAMES.join(', ')}, got ${name}.${cure}`);
}

function notKept(name: string, field: MemberField): MemberFetchError {
	return new MemberFetchError(
		'INVALID_ARGUMENT',
		`query.${name}: this list does not keep ${field}, so nobody can say who matches. Add '${field}' to fields in the ` +
			`config and fetch the list again, or leave ${name} out.`,
	);
}
