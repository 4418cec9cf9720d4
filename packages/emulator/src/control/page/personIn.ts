import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import type { Person } from './PageData.js';

/** Somebody as a guild shows them: by their nickname, in the colour of their topmost role that has one. */
export function personIn(guild: GuildWorld, id: string, user?: APIUser): Person {
	const member = guild.member(id);
	return member ? personOf(guild, member) : describe(user, undefined, 0, id);
}

/** A member as a guild shows them. */
export function personOf(guild: GuildWorld, { user, nick, roles }: APIGuildMember): Person {
	const coloured = roles.flatMap((id) => guild.roles.get(id) ?? []).filter(({ color }) => color !== 0);
	const topmost = coloured.reduce<(typeof coloured)[number] | undefined>(
		(top, role) => (top && top.position >= role.position ? top : role),
		undefined,
	);
	return describe(user, nick, topmost?.color ?? 0, user.id);
}

function describe(user: APIUser | undefined, nick: string | null | undefined, color: number, id: string): Person {
	return { name: nick || user?.global_name || user?.username || id, color, isBot: user?.bot ?? false };
}
