/** What is found, and what is to stand there instead. */
export const KINDS = {
	fetchAll: {
		what: 'fetches every member',
		instead: 'service.fetchGuildMembers(guild), or fetchRoleMembers and fetchMembersWithFilter for some of them',
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
		instead: 'service.fetchGuildMembers(guild): its answer says whether it is complete',
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
} as const;

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
}
