import { isDeepStrictEqual } from 'node:util';
import type { Client, Guild, GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { rowMember, rowUser, tellers } from '../internals.js';

// discord.js's own objects over rows: made, compared and brought up to date.

/** A GuildMember that reads as the row does. Their user has to be set. */
export function makeMember(guild: Guild, { user, ...data }: RawMember): GuildMember {
	return rowMember(guild, { ...data, roles: [...(data.roles ?? [])] });
}

/** A User that reads as the row does. */
export function makeUser(client: Client, data: RawMember['user']): User {
	return rowUser(client, data);
}

/** Has `onTold` called whenever discord.js tells the object something. */
export function follow(object: GuildMember | User, onTold: () => void): void {
	tellers.set(object, onTold);
}

/** Whether the object says something that a new one, made of its row, does not say. */
export function isToldMore(object: GuildMember | User, made: GuildMember | User): boolean {
	return !isDeepStrictEqual(saidBy(object), saidBy(made));
}

/** Tells the member what the row says, as a chunk does. Their user is told apart. */
export function bringUpToDate(member: GuildMember, { user, ...data }: RawMember): void {
	patch(member, { ...data, roles: [...(data.roles ?? [])] });
	patch(member.user, user);
}

function patch(object: GuildMember | User, data: object): void {
	(object as unknown as { _patch(data: object): void })._patch(data);
}

function saidBy(object: GuildMember | User): Record<string, unknown> {
	const { guild, user, ...said } = object as unknown as Record<string, unknown>;
	return { ...said, roles: (object as unknown as { _roles?: readonly string[] })._roles };
}
