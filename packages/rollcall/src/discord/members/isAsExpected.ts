import { isDeepStrictEqual } from 'node:util';
import type { Client, Guild, GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { parseSnowflake } from '../../payloads/snowflake.js';
import { Columns } from '../../roster/columns/Columns.js';
import { MemberCodec } from '../../roster/columns/MemberCodec.js';
import { constructMember, constructUser } from '../internals.js';
import { LazyMember } from './LazyMember.js';
import { LazyUser } from './LazyUser.js';
import { keepShape } from './lazily.js';
import { MemberPage } from './MemberPage.js';
import { RoleLists } from './RoleLists.js';
import { values } from './RowValues.js';
import { SAMPLES } from './samples.js';

let verdict: boolean | undefined;

/**
 * Whether discord.js makes of some samples just what the lazy classes make of them: the same properties in the same
 * order, with the same values. A later version of discord.js may not. Then it has to make each object itself, which is
 * slower, and right.
 */
export function isAsExpected(): boolean {
	verdict ??= SAMPLES.every((raw) => makesLikeUs(raw, { constructMember, constructUser }));
	return verdict;
}

/** How discord.js makes its objects. */
export interface Constructors {
	readonly constructMember: typeof constructMember;
	readonly constructUser: typeof constructUser;
}

export function makesLikeUs(raw: RawMember, { constructMember, constructUser }: Constructors): boolean {
	try {
		const client = {} as Client;
		const guild = { client } as Guild;
		const page = pageOf(guild, raw);
		const lazyUser = page.users.get(0) as User;
		const lazy = new LazyMember(page, 0) as unknown as GuildMember;
		const member = constructMember(guild, raw);
		const [filledUser, filledMember] = filledOf(page, lazyUser);
		return (
			isSameUser(lazyUser, constructUser(client, raw.user)) &&
			isSameMember(lazy, member, lazyUser) &&
			isSame(filledUser, lazyUser) &&
			isSame(filledMember, lazy)
		);
	} catch {
		return false;
	}
}

/** A page of one member, with their user as a lazy object. */
function pageOf(guild: Guild, raw: RawMember): MemberPage {
	const columns = new Columns(new MemberCodec());
	const id = { low: 0, high: 0 };
	parseSnowflake(raw.user.id, id);
	columns.put(id, raw);
	const { client } = guild;
	const userIn = (): User => page.users.get(0) as User;
	const roleLists = () => new RoleLists(columns.rows.roles, columns.rowCount);
	const page: MemberPage = new MemberPage(
		{ client, home: { guild }, columns, bound: columns.rowCount, userIn, roleLists },
		0,
	);
	page.users.set(0, new LazyUser(page, 0) as unknown as User);
	return page;
}

/** The same row as objects that have their own properties from the start. */
function filledOf(page: MemberPage, user: User): [user: User, member: GuildMember] {
	try {
		values.read(page, 0);
		return [LazyUser.filled(), LazyMember.filled(user)];
	} finally {
		values.forget();
	}
}

function isSameUser(lazy: User, made: User): boolean {
	const isRead = Reflect.ownKeys(made).every((key) =>
		isDeepStrictEqual(Reflect.get(lazy, key), Reflect.get(made, key)),
	);
	LazyUser.fill(lazy);
	return isRead && isDeepStrictEqual(propertiesOf(lazy), propertiesOf(made)) && isSameClone(lazy, made);
}

/** The member was made without their user. */
function isSameMember(lazy: GuildMember, made: GuildMember, user: User): boolean {
	const isRead = Reflect.ownKeys(made).every((key) =>
		isDeepStrictEqual(Reflect.get(lazy, key), Reflect.get(made, key)),
	);
	LazyMember.fill(lazy);
	const withoutUser = propertiesOf(lazy).filter(([key]) => key !== 'user');
	if (!isRead || lazy.user !== user || !isDeepStrictEqual(withoutUser, propertiesOf(made))) return false;
	made.user = user;
	return isSameClone(lazy, made);
}

/** The user comes first in a member who was made without them. */
function isSameClone(lazy: GuildMember | User, made: GuildMember | User): boolean {
	const [ours, theirs] = [lazy, made].map((object) => (object as unknown as { _clone(): object })._clone());
	const sorted = (object: object) =>
		propertiesOf(object).sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
	return isDeepStrictEqual(sorted(ours as object), sorted(theirs as object));
}

/** Compares an object that is filled from the start with one that was filled later. */
function isSame(filled: object, lazy: object): boolean {
	keepShape(filled);
	keepShape(lazy);
	return isDeepStrictEqual(propertiesOf(filled), propertiesOf(lazy));
}

function propertiesOf(object: object): [key: PropertyKey, PropertyDescriptor | undefined][] {
	return Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]);
}
