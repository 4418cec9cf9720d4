import type { MemberField, RosterQuery } from 'rollcall/standalone';
import type { GuildWithRoles } from '../connection/index.js';
import { wrongUsage } from '../errors/index.js';
import { findRole } from '../roles/index.js';

/** The options that choose members, as the user typed them. */
export interface FilterOptions {
	readonly role?: readonly string[];
	readonly withoutRole?: readonly string[];
	readonly all?: boolean;
	readonly any?: boolean;
	readonly noRole?: boolean;
	readonly bots?: boolean;
	readonly humans?: boolean;
	readonly joinedBefore?: Date;
	readonly joinedAfter?: Date;
}

/** Conditions on members in plain data, as the description of an export keeps them. Roles are ids. */
export interface Filters {
	readonly allRoles?: readonly string[];
	readonly anyRoles?: readonly string[];
	readonly noRoles?: readonly string[];
	readonly hasRoles?: false;
	readonly bot?: boolean;
	/** As ISO 8601. */
	readonly joinedBefore?: string;
	readonly joinedAfter?: string;
}

/** Refuses options that cannot be meant together, before Discord is asked for anything. */
export function checkFilters(options: FilterOptions): void {
	const { all, any, bots, humans, role = [], noRole } = options;
	if (all && any) throw wrongUsage('--all and --any exclude each other.');
	if ((all || any) && role.length === 0) throw wrongUsage('--all and --any need --role.');
	if (bots && humans) throw wrongUsage('--bots and --humans exclude each other.');
	if (noRole && role.length > 0) throw wrongUsage('--no-role and --role exclude each other.');
}

/** The conditions with the ids of the roles that the user named. */
export function filtersOf(options: FilterOptions, guild: GuildWithRoles): Filters {
	const { role = [], withoutRole = [], any, noRole, bots, humans, joinedBefore, joinedAfter } = options;
	// In one order, so that two exports with the same roles have the same filters.
	const idsOf = (names: readonly string[]) => [...new Set(names.map((name) => findRole(name, guild).id))].sort();
	return {
		...(role.length > 0 && { [any ? 'anyRoles' : 'allRoles']: idsOf(role) }),
		...(withoutRole.length > 0 && { noRoles: idsOf(withoutRole) }),
		...(noRole && { hasRoles: false as const }),
		...((bots || humans) && { bot: bots === true }),
		...(joinedBefore && { joinedBefore: joinedBefore.toISOString() }),
		...(joinedAfter && { joinedAfter: joinedAfter.toISOString() }),
	};
}

/** The same for the service. */
export function queryOf({ joinedBefore, joinedAfter, ...others }: Filters): RosterQuery {
	return {
		...others,
		...(joinedBefore !== undefined && { joinedBefore: new Date(joinedBefore) }),
		...(joinedAfter !== undefined && { joinedAfter: new Date(joinedAfter) }),
	};
}

/** The fields of a member that the conditions need, beside ids and roles. */
export function fieldsOfFilters({ bot, joinedBefore, joinedAfter }: Filters): MemberField[] {
	const joined = joinedBefore ?? joinedAfter;
	return [...(bot === undefined ? [] : ['user.bot' as const]), ...(joined === undefined ? [] : ['joined_at' as const])];
}
