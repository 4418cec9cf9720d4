import { MemberFetchService } from 'rollcall';
import type { Subject } from '../Subject.js';
import type { Check, Finding } from './Check.js';

/** An id of one millisecond of 2015, which hardly any member of the guild has. */
const NOBODY = '100000000000000001';

/** Single members and counts, by a service that holds no list, so that Discord is asked. */
export const lookupChecks: readonly Check[] = [
	{ name: 'one member, and nobody', run: withoutList(lookUp) },
	{ name: 'members by id', run: withoutList(lookUpMany) },
	{ name: 'holders of each role', run: withoutList(countHolders) },
	{ name: 'approximate count', run: compareCounts },
];

type LookUp = (subject: Subject, fresh: MemberFetchService) => Promise<Finding>;

function withoutList(lookUp: LookUp): Check['run'] {
	return async (subject) => {
		const fresh = new MemberFetchService();
		try {
			return await lookUp(subject, fresh);
		} finally {
			await fresh.close();
		}
	};
}

async function lookUp({ guild, client }: Subject, fresh: MemberFetchService): Promise<Finding> {
	const self = await fresh.fetchMember(guild, client.user.id);
	const nobody = await fresh.fetchMember(guild, NOBODY);
	const isRight = self.success && self.member?.id === client.user.id && nobody.success && nobody.member === null;
	return {
		behaviour: `${self.member ? 'found' : 'not found'}; nobody is ${nobody.member ? 'found' : 'not found'}`,
		...(!isRight && { problem: self.error?.message ?? nobody.error?.message ?? 'A lookup was answered wrongly.' }),
	};
}

async function lookUpMany({ guild, service }: Subject, fresh: MemberFetchService): Promise<Finding> {
	const { roster } = await service.fetchGuildMembers(guild);
	const wanted = [...take(roster.ids(), 150)];
	const { members, notFound, error } = await fresh.fetchMembersById(guild, [...wanted, NOBODY]);
	// A member that has left since is not found.
	const isRight = !error && members.size + notFound.length === wanted.length + 1 && notFound.includes(NOBODY);
	return {
		behaviour: isRight ? 'each is found, or named as no member' : 'not as asked',
		figures: `${members.size} of ${wanted.length} found, ${notFound.length} not`,
		...(!isRight && { problem: error?.message ?? 'Members by id were not those that were asked for.' }),
	};
}

async function countHolders({ guild, service }: Subject, fresh: MemberFetchService): Promise<Finding> {
	const { counts, error } = await fresh.roleMemberCounts(guild);
	const held = (await service.fetchGuildMembers(guild)).roster.roleCounts();
	const others = [...counts].filter(([roleId, count]) => roleId !== guild.id && count !== (held.get(roleId) ?? 0));
	return {
		behaviour: error ? error.code : `${others.length === 0 ? 'as' : 'other than'} in the list`,
		figures: `${counts.size} roles${others.length > 0 ? `, ${others.length} of them differ` : ''}`,
	};
}

async function compareCounts({ guild, service }: Subject): Promise<Finding> {
	const { approximateMemberCount } = await guild.fetch();
	const { members } = await service.fetchGuildMembers(guild);
	return {
		behaviour: approximateMemberCount === members.size ? 'as in the list' : 'other than in the list',
		figures: `${approximateMemberCount ?? 'none'} beside ${members.size}`,
	};
}

function* take(ids: Iterable<string>, count: number): Generator<string> {
	let left = count;
	for (const id of ids) {
		if (left-- === 0) return;
		yield id;
	}
}
