import { DiscordEmulator } from 'rollcall-emulator';

const MEMBERS = 2_500;
// A lively guild, in which something is to be seen within a minute.
const ACTIVITY = {
	joinsPerSecond: 0.2,
	leavesPerSecond: 0.15,
	updatesPerSecond: 0.5,
	voicePerSecond: 1,
	messagesPerSecond: 2,
};

/** A Discord in this process, with one guild in which people come, go, talk and write. */
export async function startEmulatedDiscord(members = MEMBERS): Promise<DiscordEmulator> {
	const emulator = new DiscordEmulator({ guilds: [{ members, name: 'Emulated guild' }] });
	await emulator.start();
	emulator.world.startActivity(ACTIVITY);
	return emulator;
}

/** Says plainly that this is not Discord, and how to get there. */
export function describeEmulatedDiscord({ restUrl, world }: DiscordEmulator, databasePath: string): string[] {
	const guild = world.guild();
	return [
		'There is no DISCORD_TOKEN, so this is not Discord but its emulator, in this process:',
		`  ${restUrl} (on loopback), one guild "${guild.name}" with ${guild.size} made-up members,`,
		'  who join, leave, change roles, write and talk in voice. Now and then one of them types a command.',
		`  What the bot records is in ${databasePath}. Ctrl+C ends it.`,
		'To run on Discord: put DISCORD_TOKEN=… into a file .env here (packages/bot/.env.development is an example).',
		'',
	];
}
