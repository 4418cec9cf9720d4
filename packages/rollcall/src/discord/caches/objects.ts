import { isDeepStrictEqual } from 'node:util';
import { BitField, type GuildMember, type User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { constructMember, constructUser } from '../internals.js';

type Patched = { _patch(data: object): unknown };
type Said = Record<string, unknown>;

/** They lead to other objects, which say nothing of this one. */
const ELSEWHERE: ReadonlySet<string> = new Set(['guild', 'user']);

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
	const [said, inRow] = [object, made] as unknown as [Said, Said];
	let count = 0;
	for (const key of Object.keys(said)) {
		if (ELSEWHERE.has(key)) continue;
		count++;
		if (!Object.hasOwn(inRow, key) || !isAlike(said[key], inRow[key])) return true;
	}
	for (const key of Object.keys(inRow)) if (!ELSEWHERE.has(key)) count--;
	return count !== 0 || !isAlike(said._roles, inRow._roles);
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

/**
 * Does something with an object in a turn of its own. An object that somebody has frozen refuses to be told anything, and
 * discord.js refuses some data; nobody is there to hear it, and whoever reads such a member hears it then.
 */
export function unlessRefused(act: () => void): void {
	try {
		act();
	} catch {}
}

/** Tells the object what Discord has sent, as discord.js does. */
export function patch(object: GuildMember | User, data: object): void {
	(object as unknown as Patched)._patch(data);
}

/** To compare all of it deeply takes several times as long. */
function isAlike(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (a instanceof BitField && b instanceof BitField && a.constructor === b.constructor)
		return a.bitfield === b.bitfield;
	return isDeepStrictEqual(a, b);
}
