import ts from 'typescript';
import { LEAN_KINDS, type LeanKind } from './leanKinds.js';
import { type Use, useOf } from './usesOf.js';

/** What is found, and what is to stand there instead. */
export const KINDS = {
	fetchAll: {
		what: 'fetches every member',
		instead: 'service.fetchGuildMembers(guild), whose `members` are the whole list',
	},
	fetchMany: { what: 'fetches several members by id', instead: 'service.fetchMembersById(guild, ids)' },
	search: {
		what: 'searches members by name',
		instead: 'roster.search(prefix) of the answer of service.fetchGuildMembers(guild)',
	},
	page: {
		what: 'reads a page of members over REST',
		instead: 'service.streamGuildMembers(guild) or fetchGuildMembers(guild)',
	},
	cache: {
		what: 'takes the cache for the list of members',
		instead: 'service.fetchGuildMembers(guild), whose `members` are the whole list, and which says whether it is',
	},
	roleMembers: {
		what: 'takes the cached holders of a role for all of them',
		instead: 'service.fetchRoleMembers(guild, roleId), or roleMemberCounts(guild) for their number',
	},
	request: { what: 'sends Request Guild Members (op 8) itself', instead: 'service.fetchGuildMembers(guild)' },
	unknown: {
		what: 'fetches by what can not be told from here, or hands the method on, so that it may fetch every member',
		instead: 'service.fetchGuildMembers, fetchMembersById or fetchMember',
	},
	lookup: { what: 'looks one member up', instead: 'service.fetchMember(guild, userId)' },
	...LEAN_KINDS,
} as const;

const FOR_USES: Readonly<Record<Exclude<Use, 'whole'>, string>> = {
	role: 'service.fetchRoleMembers(guild, roleId): the holders of the role',
	roleCount: 'service.roleMemberCounts(guild): how many hold each role',
	filter: 'service.fetchMembersWithFilter(guild, predicate): those whom the predicate takes',
};

export type FindingKind = keyof typeof KINDS;

/** One place in a code base. */
export interface Finding {
	readonly kind: FindingKind;
	/** The file as its path was given. */
	readonly file: string;
	/** From 1, as editors count. */
	readonly line: number;
	/** From 1. */
	readonly column: number;
	/** The code, on one line and cut. */
	readonly code: string;
	/** What is to stand there, for what the list is used. */
	readonly instead: string;
}

/** What is to stand in the place of a node. */
export function adviceOf(kind: FindingKind, node: ts.Node): string {
	const isList = (kind === 'fetchAll' || kind === 'cache') && ts.isExpression(node);
	const use = isList ? useOf(node) : 'whole';
	return use === 'whole' ? KINDS[kind].instead : FOR_USES[use];
}

/** Whether it is of the things that only a client without members does not do. */
export function isLean(kind: FindingKind): kind is LeanKind {
	return Object.hasOwn(LEAN_KINDS, kind);
}
