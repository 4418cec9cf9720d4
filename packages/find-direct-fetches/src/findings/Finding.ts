import ts from 'typescript';
import { LEAN_KINDS, type LeanKind } from './leanKinds.js';
import { type Use, useOf } from './usesOf.js';

/** Each kind of finding: what the code does, and what to write instead. */
export const KINDS = {
	fetchAll: {
		what: 'fetches every member',
		instead: 'service.fetchGuildMembers(guild), whose answer has the whole list in `members`',
	},
	fetchMany: { what: 'fetches several members by id', instead: 'service.fetchMembersById(guild, ids)' },
	search: {
		what: 'searches members by name',
		instead: 'roster.search(prefix), with the roster that service.fetchGuildMembers(guild) returns',
	},
	page: {
		what: 'reads a page of members over REST',
		instead: 'service.streamGuildMembers(guild) or fetchGuildMembers(guild)',
	},
	cache: {
		what: 'uses the cache as if it were the whole member list',
		instead:
			'service.fetchGuildMembers(guild), whose answer has the whole list in `members` and says if it is complete',
	},
	roleMembers: {
		what: 'uses the cached members of a role as if they were all of them',
		instead: 'service.fetchRoleMembers(guild, roleId), or roleMemberCounts(guild) for the number',
	},
	request: { what: 'sends Request Guild Members (op 8) itself', instead: 'service.fetchGuildMembers(guild)' },
	unknown: {
		what: 'may fetch every member: the argument is not known here, or the method is passed on',
		instead: 'service.fetchGuildMembers, fetchMembersById or fetchMember',
	},
	lookup: { what: 'looks up one member', instead: 'service.fetchMember(guild, userId)' },
	...LEAN_KINDS,
} as const;

const FOR_USES: Readonly<Record<Exclude<Use, 'whole'>, string>> = {
	role: 'service.fetchRoleMembers(guild, roleId): the members of the role',
	roleCount: 'service.roleMemberCounts(guild): how many members each role has',
	filter: 'service.fetchMembersWithFilter(guild, predicate): the members that match the predicate',
};

/** The kinds of findings. */
export type FindingKind = keyof typeof KINDS;

/** One place in a code base. */
export interface Finding {
	readonly kind: FindingKind;
	/** The path of the file, as it was passed in. */
	readonly file: string;
	/** Counted from 1, as editors do. */
	readonly line: number;
	/** Counted from 1. */
	readonly column: number;
	/** The code, on one line and shortened. */
	readonly code: string;
	/** The replacement, which depends on the use of the list. */
	readonly instead: string;
}

/** The text that replaces a node. */
export function adviceOf(kind: FindingKind, node: ts.Node): string {
	const isList = (kind === 'fetchAll' || kind === 'cache') && ts.isExpression(node);
	const use = isList ? useOf(node) : 'whole';
	return use === 'whole' ? KINDS[kind].instead : FOR_USES[use];
}

/** Whether it is a problem only for a client without members. */
export function isLean(kind: FindingKind): kind is LeanKind {
	return Object.hasOwn(LEAN_KINDS, kind);
}
