import type { GuildWorld } from 'rollcall-emulator';
import type { Happening } from './DiscordCommands.js';

const OUTAGE_MS = 5_000;

/** How each of them comes about. */
export const happenings: Readonly<Record<Happening['what'], (guild: GuildWorld, botId: string) => void>> = {
	leave: (guild, botId) => void guild.leave(firstMember(guild, botId)),
	rename: (guild) => void guild.update(lastMember(guild), { nick: 'renamed meanwhile' }),
	outage(guild) {
		guild.outage();
		setTimeout(() => guild.recover(), OUTAGE_MS);
	},
};

/** The first member in the order of the chunks, bots left out. Their chunk is already sent when they leave. */
function firstMember(guild: GuildWorld, botId: string): string {
	const member = guild.page('0', 10).find(({ user }) => user.id !== botId && user.id !== guild.ownerId);
	if (!member) throw new Error(`Guild ${guild.id} has no member that could leave.`);
	return member.user.id;
}

/** The last one in the order of the chunks, so that its chunk is still to come. */
function lastMember(guild: GuildWorld): string {
	const [id] = guild.ids(guild.size - 1, 1);
	if (id === undefined) throw new Error(`Guild ${guild.id} has no members.`);
	return id;
}
