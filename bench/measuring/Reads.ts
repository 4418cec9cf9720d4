import type { Collection, GuildMember } from 'discord.js';
import { sumOf } from '../checking/sumOf.js';

/** A question that reads every member. */
export const readNames = ['nickname', 'role', 'bot', 'names', 'flags'] as const;
export type ReadName = (typeof readNames)[number] | 'roleMembers';

/** Where the members that are read come from: the cache of discord.js, or an answer of the service. */
export const surfaces = ['cache', 'answer'] as const;
export type Surface = (typeof surfaces)[number];

/** One question over a list: the code of a bot, and afterwards the figure by which its result is checked. */
export type Read = () => { readonly figure: () => number };

/** The questions that a list can be asked. */
export type Reads = { readonly [Name in ReadName]?: Read };

/** The natural code of a bot over GuildMembers. */
export function readsOf(members: Collection<string, GuildMember>, roleId: string): Reads {
	const counted = (choose: (member: GuildMember) => boolean): Read => {
		return () => {
			const { size } = members.filter(choose);
			return { figure: () => size };
		};
	};
	return {
		nickname: counted(({ nickname }) => nickname !== null),
		role: counted(({ roles }) => roles.cache.has(roleId)),
		bot: counted(({ user }) => user.bot),
		names() {
			const names = members.map(({ user }) => user.username);
			return { figure: () => sumOf(names) };
		},
		flags() {
			let sum = 0;
			for (const { flags, user } of members.values()) sum += flags.bitfield + (user.flags?.bitfield ?? 0);
			return { figure: () => sum };
		},
	};
}
