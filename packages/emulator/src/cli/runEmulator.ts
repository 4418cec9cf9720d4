import { FreezableClock } from '../clock/index.js';
import { ControlServer } from '../control/index.js';
import { DiscordEmulator } from '../DiscordEmulator.js';
import { aborted } from './aborted.js';
import { describeEmulator } from './describeEmulator.js';
import { environmentOfBot } from './environmentOf.js';
import { setFaults } from './faultFlags.js';
import type { RunArguments } from './readArguments.js';
import { runBot } from './runBot.js';

// The shares of all changes. As many members join as leave.
const SHARES = {
	joinsPerSecond: 0.2,
	leavesPerSecond: 0.2,
	updatesPerSecond: 0.2,
	voicePerSecond: 0.2,
	messagesPerSecond: 0.2,
} as const;

/**
 * Starts an emulator, prints its addresses, and runs it until the signal, or until the given bot has ended. Gives the exit code when
 * every socket is closed.
 */
export async function runEmulator(
	args: RunArguments,
	write: (text: string) => void,
	signal: AbortSignal,
): Promise<number> {
	const clock = new FreezableClock();
	const emulator = new DiscordEmulator(args.options, clock);
	const server = args.control && new ControlServer(emulator, clock, args.control);
	const control = args.isControlled ? server : undefined;
	const faults = setFaults(emulator, args.faults, clock);
	try {
		await emulator.start();
		await server?.start();
		if (args.activity > 0) startActivity(emulator, args.activity);
		const happens = args.json ? [] : faults.sentences.map((sentence) => `Fault    ${sentence}`);
		write(`${[describeEmulator(emulator, args.json, control, server?.pageUrl), ...happens].join('\n')}\n`);
		if (args.bot.length > 0) return await runBot(args.bot, environmentOfBot(emulator, control), signal);
		await aborted(signal);
		return 0;
	} finally {
		faults.cancel();
		await server?.stop();
		await emulator.stop();
	}
}

function startActivity({ world }: DiscordEmulator, rate: number): void {
	const rates = Object.fromEntries(Object.entries(SHARES).map(([name, share]) => [name, share * rate]));
	for (const guildId of world.guilds.keys()) world.startActivity({ guildId, ...rates });
}
