import { DiscordEmulator } from '../DiscordEmulator.js';
import { aborted } from './aborted.js';
import { describeEmulator } from './describeEmulator.js';
import type { RunArguments } from './readArguments.js';

// The shares of all changes. As many members join as leave.
const SHARES = {
	joinsPerSecond: 0.2,
	leavesPerSecond: 0.2,
	updatesPerSecond: 0.2,
	voicePerSecond: 0.2,
	messagesPerSecond: 0.2,
} as const;

/** Starts an emulator, prints its addresses, and runs it until the signal. Resolves when every socket is closed. */
export async function runEmulator(
	args: RunArguments,
	write: (text: string) => void,
	signal: AbortSignal,
): Promise<void> {
	const emulator = new DiscordEmulator(args.options);
	await emulator.start();
	try {
		if (args.activity > 0) startActivity(emulator, args.activity);
		write(`${describeEmulator(emulator, args.json)}\n`);
		await aborted(signal);
	} finally {
		await emulator.stop();
	}
}

function startActivity({ world }: DiscordEmulator, rate: number): void {
	const rates = Object.fromEntries(Object.entries(SHARES).map(([name, share]) => [name, share * rate]));
	for (const guildId of world.guilds.keys()) world.startActivity({ guildId, ...rates });
}
