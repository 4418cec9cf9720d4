import { DiscordEmulator, type GuildWorld } from 'rollcall-emulator';

const MEMBERS = 2_500;
const REGULARS = 60;
// A lively guild, so that something happens within a minute.
const ACTIVITY = {
	joinsPerSecond: 0.2,
	leavesPerSecond: 0.15,
	updatesPerSecond: 0.5,
	voicePerSecond: 1,
	messagesPerSecond: 2,
};

/** The roles that the commands of the demo are about. */
export const DEMO_ROLES = { regulars: 'Regulars', away: 'Away' } as const;

/** Starts a Discord in this process, with one guild in which people come, go, talk and write. */
export async function startEmulatedDiscord(members = MEMBERS): Promise<DiscordEmulator> {
	const emulator = new DiscordEmulator({ guilds: [{ members, name: 'Emulated guild' }] });
	await emulator.start();
	giveRoles(emulator.world.guild());
	emulator.world.startActivity(ACTIVITY);
	return emulator;
}

/** Their ids are the same at each start, like those of the members, since the database keeps them. */
function giveRoles(guild: GuildWorld): void {
	const idAfterGuild = (n: bigint) => String(BigInt(guild.id) + n);
	guild.createRole({ id: idAfterGuild(1n), name: DEMO_ROLES.away });
	const { id } = guild.createRole({ id: idAfterGuild(2n), name: DEMO_ROLES.regulars });
	const people = guild.ids(0, REGULARS).filter((userId) => !guild.member(userId)?.user.bot);
	for (const userId of new Set([guild.ownerId, ...people])) guild.addRole(userId, id);
}
