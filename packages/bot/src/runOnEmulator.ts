import { Dashboard } from './dashboard/Dashboard.js';
import { DemoMember, describeEmulatedDiscord, EmulatedPast, startEmulatedDiscord } from './emulated/index.js';
import type { Environment } from './environment/index.js';
import { withoutSecrets } from './errors/index.js';
import type { DependencyContainer } from './injection/index.js';
import { CommandBook } from './interactions/index.js';
import { DI_TOKENS } from './interfaces/tokens.js';
import { runBot } from './runBot.js';

/** The chart of a report, and whatever else the commands of the demo attach. */
const DEMO_FILES = 'data/demo';

const print = (line: string) => void process.stdout.write(`${withoutSecrets(line)}\n`);

/** Runs the bot on the emulator, with a member who uses its commands. */
export async function runOnEmulator(environment: Environment): Promise<void> {
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
