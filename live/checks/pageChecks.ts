import { isDeepStrictEqual } from 'node:util';
import { type APIGuildMember, Routes } from 'discord.js';
import type { RosterView } from 'rollcall';
import type { Subject } from '../Subject.js';
import type { Check, Finding } from './Check.js';

/** The most pages that are read of a large guild. */
const PAGES = 5;
const PAGE_SIZE = 1_000;
const MOST_DOUBTFUL = 20;

/** Members by REST, beside the list. */
export const pageChecks: readonly Check[] = [{ name: 'pages of REST', run: comparePages }];

async function comparePages(subject: Subject): Promise<Finding> {
	const pages = await readPages(subject);
	const { roster } = await subject.service.fetchGuildMembers(subject.guild); // as events have changed it since
	const members = pages.flat();
	const missing = await countMembers(
		subject,
		members.filter(({ user }) => !roster.has(user.id)),
	);
	const rises = members.every((member, at) => at === 0 || idOf(members[at - 1]) < idOf(member));
	const others = [...differingFields(members, roster)].sort();
	return {
		behaviour: [
			`ids ${rises ? 'rise' : 'do not rise'}`,
			others.length === 0 ? 'every field as in the chunks' : `other than in the chunks: ${others.join(', ')}`,
		].join(', '),
		figures: `${pages.length} pages, ${members.length} members`,
		...(missing > 0 && { problem: `${missing} members of the pages are not in the list.` }),
	};
}

/** Those that are still members: some may have left since the page was read. */
async function countMembers({ client, guild }: Subject, doubtful: readonly APIGuildMember[]): Promise<number> {
	let count = 0;
	for (const { user } of doubtful.slice(0, MOST_DOUBTFUL)) {
		const isMember = client.rest.get(Routes.guildMember(guild.id, user.id)).then(
			() => true,
			() => false,
		);
		if (await isMember) count++;
	}
	return count;
}

async function readPages({ client, guild }: Subject): Promise<APIGuildMember[][]> {
	const pages: APIGuildMember[][] = [];
	let after = '0';
	while (pages.length < PAGES) {
		const query = new URLSearchParams({ limit: String(PAGE_SIZE), after });
		const page = (await client.rest.get(Routes.guildMembers(guild.id), { query })) as APIGuildMember[];
		pages.push(page);
		if (page.length < PAGE_SIZE) break;
		after = page.map(({ user }) => user.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
	}
	return pages;
}

/** Names of fields that say something else of the same member. */
function differingFields(members: readonly APIGuildMember[], roster: RosterView): Set<string> {
	const names = new Set<string>();
	for (const member of members) {
		const held = roster.get(member.user.id);
		if (held) for (const name of namesOfDifferent(member, held)) names.add(name);
	}
	return names;
}

function namesOfDifferent(one: object, other: object, prefix = ''): string[] {
	const [a, b] = [one, other] as Record<string, unknown>[];
	return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => {
		if (key === 'user' && prefix === '') return namesOfDifferent(a?.user as object, b?.user as object, 'user.');
		const isSame = key === 'roles' ? isSameSet(a?.[key], b?.[key]) : isDeepStrictEqual(a?.[key], b?.[key]);
		return isSame ? [] : [`${prefix}${key}`];
	});
}

function isSameSet(a: unknown, b: unknown): boolean {
	return isDeepStrictEqual(new Set(a as string[]), new Set(b as string[]));
}

function idOf(member: APIGuildMember | undefined): bigint {
	return BigInt(member?.user.id ?? 0);
}
