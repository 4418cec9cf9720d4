import { isDeepStrictEqual } from 'node:util';
import type { GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { constructMember, constructUser } from '../internals.js';

type Patched = { _patch(data: object): unknown };
type Said = Readonly<Record<string, unknown>>;

/** What an object leads to, and says nothing of itself. */
const LINKS: ReadonlySet<string> = new Set(['guild', 'user']);

/**
 * Has `onTold` called whenever discord.js tells something to an object that was not made of a row. As a property that is
 * not enumerable, it shows nowhere, and a clone inherits it without being meant.
 */
export function follow(object: GuildMember | User, onTold: () => void): void {
	const { _patch } = Object.getPrototypeOf(object) as Patched;
	Object.defineProperty(object, '_patch', {
		value(this: object, data: object) {
			const patched = _patch.call(this, data);
			if (this === object) onTold();
			return patched;
		},
		configurable: true,
		writable: true,
	});
}

/** Whether the object says something that a new one, made of its row, does not say. */
export function isToldMore(object: GuildMember | User, made: GuildMember | User): boolean {
	const [said, inRow] = [object as unknown as Said, made as unknown as Said];
	let count = 0;
	for (const key of Object.keys(said)) {
		if (LINKS.has(key)) continue;
		if (!Object.hasOwn(inRow, key) || !isSame(said[key], inRow[key])) return true;
		count++;
	}
	for (const key of Object.keys(inRow)) if (!LINKS.has(key)) count--;
	return count !== 0 || !isSame(said._roles, inRow._roles);
}

/** Most of what is compared is the same value. To compare all of it at once takes several times as long. */
function isSame(said: unknown, inRow: unknown): boolean {
	return said === inRow || isDeepStrictEqual(said, inRow);
}

/** Whether a member and their user say just what a row says. */
export function saysAs(member: GuildMember, raw: RawMember): boolean {
	return (
		!isToldMore(member, constructMember(member.guild, raw)) &&
		!isToldMore(member.user, constructUser(member.client, raw.user))
	);
}

/** Tells the member what the row says, as a chunk does, and their user, too. */
export function bringUpToDate(member: GuildMember, { user, ...data }: RawMember): void {
	patch(member, { ...data, roles: [...(data.roles ?? [])] });
	patch(member.user, user);
}

/** Tells the object what Discord has sent, as discord.js does. */
export function patch(object: GuildMember | User, data: object): void {
	(object as unknown as Patched)._patch(data);
}
