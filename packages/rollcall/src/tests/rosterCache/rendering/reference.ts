import { Guild, GuildMember, User } from 'discord.js';

/** The name of an object, and of a person whether it is the one that the cache of its client has. */
export function reference(value: object): string {
	const { id, userId, name } = value as { id?: string; userId?: string; name?: unknown };
	const title = `${value.constructor.name}#${id ?? userId ?? (value instanceof Guild ? name : '')}`;
	if (value instanceof GuildMember) return `${title} ${isCached(value.guild.members.cache, value)}`;
	if (value instanceof User) return `${title} ${isCached(value.client.users.cache, value)}`;
	return title;
}

function isCached(cache: ReadonlyMap<string, object>, value: { readonly id: string }): string {
	const cached = cache.get(value.id);
	if (cached === undefined) return '(not cached)';
	return cached === value ? '(cached)' : '(another is cached)';
}
