import { type Case, cases } from '../cases/index.js';
import { DiscordEmulator } from '../DiscordEmulator.js';
import { discordHosts } from '../preload/index.js';
import { aborted } from './aborted.js';
import { describeCase, listCases } from './describeCase.js';
import { environmentOfBot } from './environmentOf.js';
import type { ReproduceArguments } from './reproduceCommand.js';
import { runBot } from './runBot.js';
import { gatewayForOtherProcesses } from './sharedOptions.js';

/** Lets one thing go wrong until the signal, or until the given bot has ended. Gives the exit code. */
export async function runReproduce(
	args: ReproduceArguments,
	write: (text: string) => void,
	signal: AbortSignal,
): Promise<number> {
	const { name, bot } = args;
	if (name === undefined) {
		write(listCases());
		return 0;
	}
	const emulator = createEmulator(findCase(name), args);
	await emulator.start();
	try {
		cases[name]?.set?.(emulator);
		write(describeCase(name, emulator, args));
		if (bot.length > 0) return await runBot(bot, environmentOfBot(emulator), signal);
		await aborted(signal);
		return 0;
	} finally {
		await emulator.stop();
	}
}

function findCase(name: string): Case {
	const found = cases[name];
	if (!found) throw new RangeError(`There is no case ${name}.\n${listCases()}`);
	return found;
}

function createEmulator({ options = {} }: Case, args: ReproduceArguments): DiscordEmulator {
	const { members, port, token } = args;
	const hostNames = [...args.hostNames, ...(args.bot.length > 0 ? discordHosts : [])];
	const guild = { members: 2500, ...options.guilds?.[0], ...(members !== undefined && { members }) };
	const bot = { ...options.bots?.[0], ...(token !== undefined && { token }) };
	const gateway = { ...gatewayForOtherProcesses, ...options.gateway };
	const asked = { guilds: [guild], bots: [bot], port, hostNames, gateway };
	return new DiscordEmulator({ profile: 'discord', ...options, ...asked });
}
