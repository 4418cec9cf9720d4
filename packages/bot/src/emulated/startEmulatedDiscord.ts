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
