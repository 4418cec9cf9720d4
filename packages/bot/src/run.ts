import { Bot } from './bot/Bot.js';
import { Dashboard } from './dashboard/Dashboard.js';
import { createContainer } from './di/container.js';
import { DemoMember, describeEmulatedDiscord, EmulatedPast, startEmulatedDiscord } from './emulated/index.js';
import { endProcess } from './endProcess.js';
import {
	type Environment,
	loadEnvironment,
	readArguments,
	readVariables,
	tokenOf,
	type Variables,
} from './environment/index.js';
import { withoutSecrets } from './errors/index.js';
import type { DependencyContainer } from './injection/index.js';
import { CommandBook } from './interactions/index.js';
import { DI_TOKENS } from './interfaces/tokens.js';

/** The chart of a report, and whatever else the commands of the demo attach. */
const DEMO_FILES = 'data/demo';

const print = (line: string) => void process.stdout.write(`${withoutSecrets(line)}\n`);

/**
 * Runs the bot until a signal ends the process: on Discord, or on the emulator with `--demo`.
 *
 * @param folder - where `.env` may be
 * @throws StartError if it cannot start
 */
export async function run(folder: string, variables: Variables, words: readonly string[]): Promise<void> {
	const isDemo = readArguments(words, readVariables(folder, variables)).demo;
	const environment = loadEnvironment(folder, variables, isDemo);
	if (isDemo) await runOnEmulator(environment);
	else await runBot(environment, tokenOf(environment));
}

async function runOnEmulator(environment: Environment): Promise<void> {
	const emulator = await startEmulatedDiscord();
	let demo: DemoMember | undefined;
	let hasNewPast = false;
	const beforehand = (container: DependencyContainer) => {
		hasNewPast = container.resolve(EmulatedPast).write(emulator.world.guild());
	};
	const afterwards = async () => {
		demo?.stop();
		await emulator.stop();
	};
	try {
		const emulated = { ...environment, apiBase: emulator.restUrl };
		const { client, container } = await runBot(emulated, emulator.token, { beforehand, afterwards });
		const begun = { hasNewPast, pageUrl: container.resolve(Dashboard).url ?? '', folder: DEMO_FILES };
		for (const line of describeEmulatedDiscord(emulator, environment, begun)) print(line);
		const [book, clock] = [container.resolve(CommandBook), container.resolve(DI_TOKENS.Clock)];
		demo = new DemoMember(emulator, client, book, clock, print, DEMO_FILES);
		demo.start();
	} catch (error) {
		await afterwards();
		throw error;
	}
}

/** Work before the login and after the stop. */
interface Around {
	readonly beforehand?: (container: DependencyContainer) => void;
	readonly afterwards?: () => Promise<void>;
}

async function runBot(environment: Environment, token: string, { beforehand, afterwards }: Around = {}) {
	const container = createContainer(environment);
	beforehand?.(container);
	const logger = container.resolve(DI_TOKENS.Logger);
	const bot = container.resolve(Bot);
	const end = endProcess(() => bot.stop().then(afterwards), logger);
	try {
		const client = await bot.start(token);
		bot.onRefusal(({ message }) => {
			process.stderr.write(`${message}\n`);
			end(1);
		});
		return { client, container };
	} catch (error) {
		await bot.stop();
		throw error;
	}
}
