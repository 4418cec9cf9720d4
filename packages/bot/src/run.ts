import type { DiscordEmulator } from 'rollcall-emulator';
import { Bot } from './Bot.js';
import { createContainer } from './di/container.js';
import type { DependencyContainer } from './di/injection.js';
import { DemoMember, describeEmulatedDiscord, startEmulatedDiscord } from './emulated/index.js';
import { type Environment, loadEnvironment, type Variables } from './environment/index.js';
import { CommandBook } from './interactions/index.js';
import { DI_TOKENS } from './interfaces/tokens.js';
import { stopOnSignals } from './stopOnSignals.js';

const print = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * Runs the bot until a signal ends it: on Discord where there is a token, else on the emulator.
 *
 * @param folder - where `.env` may be
 * @throws StartError where it can not start
 */
export async function run(folder: string, variables: Variables): Promise<void> {
	const environment = loadEnvironment(folder, variables);
	if (environment.token === undefined) await runEmulated(environment);
	else await runBot(environment, environment.token);
}

async function runEmulated(environment: Environment): Promise<void> {
	const emulator = await startEmulatedDiscord();
	try {
		await runBot({ ...environment, apiBase: emulator.restUrl }, emulator.token, emulator);
	} catch (error) {
		await emulator.stop();
		throw error;
	}
}

async function runBot(environment: Environment, token: string, emulator?: DiscordEmulator): Promise<void> {
	const container = createContainer(environment);
	const bot = container.resolve(Bot);
	if (emulator) for (const line of describeEmulatedDiscord(emulator, environment.databasePath)) print(line);
	let demo: DemoMember | undefined;
	const stop = async () => {
		demo?.stop();
		await bot.stop();
		await emulator?.stop();
	};
	stopOnSignals(stop, container.resolve(DI_TOKENS.Logger));
	try {
		const client = await bot.start(token);
		if (emulator) demo = startDemo(container, emulator, client);
		bot.onRefusal(async (error) => {
			process.stderr.write(`${error.message}\n`);
			await stop();
			process.exit(1);
		});
	} catch (error) {
		await bot.stop();
		throw error;
	}
}

function startDemo(container: DependencyContainer, emulator: DiscordEmulator, client: Bot['client']): DemoMember {
	const book = container.resolve(CommandBook);
	const demo = new DemoMember(emulator, client as never, book, container.resolve(DI_TOKENS.Clock), print);
	demo.start();
	return demo;
}
