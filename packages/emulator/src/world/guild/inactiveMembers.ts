import type { APIGuildMember } from 'discord-api-types/v10';
import { DAY_MS } from '../../clock/index.js';
import { hashText } from '../../random/index.js';

/** The part of a guild in which members are looked for. */
interface Inhabited {
	readonly ownerId: string;
	readonly presences: { of(userId: string): unknown };
	members(): Iterable<APIGuildMember>;
	hasBot(userId: string): boolean;
}

/** The days for which a member who is offline was away lie between one and this number. They follow from the id. */
const LONGEST_AWAY = 60;

/**
 * The members that a prune removes: they were not seen for some days, and have no role but those that are given. The
 * emulator remembers no visits, so that the days follow from the id.
 */
export function* inactiveMembers(
	guild: Inhabited,
	days: number,
	roles: readonly string[],
	now: number,
): Generator<APIGuildMember> {
	for (const member of guild.members()) {
		const { user, joined_at } = member;
		if (user.id === guild.ownerId || guild.hasBot(user.id) || guild.presences.of(user.id) !== undefined) continue;
		if (!member.roles.every((id) => roles.includes(id))) continue;
		const isNew = joined_at !== null && now - Date.parse(joined_at) < days * DAY_MS;
		if (!isNew && 1 + (hashText(user.id) % LONGEST_AWAY) >= days) yield member;
	}
}
