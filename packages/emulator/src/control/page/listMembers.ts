import type { GuildWorld } from '../../world/index.js';
import type { MemberLine, MemberPage } from './PageData.js';
import { personOf } from './personIn.js';

/** More are not counted: the search reads one member after another, and stops there. */
const MOST_FOUND = 500;
/** In a larger guild, to read all names would hold up the bots. */
const MOST_SEARCHED = 500_000;

interface Wanted {
	/** The beginning of a username or nickname, or an id. */
	readonly search: string;
	readonly from: number;
	readonly count: number;
}

/** Some members in the order of their ids, or those whose name begins with something. */
export function listMembers(guild: GuildWorld, { search, from, count }: Wanted): MemberPage {
	const read = (id: string) => lineOf(guild, id);
	if (search === '') return { total: guild.size, isCut: false, rows: guild.ids(from, count).flatMap(read) };
	const byId = guild.has(search) ? [search] : undefined;
	const found = byId ?? (guild.size <= MOST_SEARCHED ? guild.snapshot().search(search, MOST_FOUND).map(idOf) : []);
	const isCut = found.length === MOST_FOUND || (!byId && guild.size > MOST_SEARCHED);
	return { total: found.length, isCut, rows: found.slice(from, from + count).flatMap(read) };
}

const idOf = ({ user }: { readonly user: { readonly id: string } }) => user.id;

function lineOf(guild: GuildWorld, id: string): MemberLine[] {
	const member = guild.member(id);
	if (!member) return [];
	const { user, roles, joined_at } = member;
	return [{ id, username: user.username, roles, joinedAt: joined_at, ...personOf(guild, member) }];
}
