import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { stringify } from '../bundled/yaml.js';
import { FreezableClock } from '../clock/index.js';
import { describeAnswer } from '../control/describe.js';
import { ControlServer, controlOf } from '../control/index.js';
import { DiscordEmulator } from '../DiscordEmulator.js';
import { discordHosts } from '../preload/index.js';
import { Session, toScenario } from '../record/index.js';
import { parseScenario } from '../scenarios/readScenario.js';
import { describeEmulator } from './describeEmulator.js';
import { environmentOfBot } from './environmentOf.js';
import type { RecordArguments } from './recordCommand.js';
import { runBot } from './runBot.js';
import { gatewayForOtherProcesses } from './sharedOptions.js';

const USAGE =
	'Name the file of the scenario, and after -- the command that starts the bot: rollcall-emulator record scenario.yaml -- node bot.js\n';
const WRONG = 2;
/** With a clock that is moved by hours, no bot would send its heartbeats in time. */
const NEVER = 1_000_000;
const LINE_WIDTH = 120;

/** Records a session until its bot ends, the time is over, or a signal comes. Gives the exit code. */
export async function runRecord(
	args: RecordArguments,
	write: (text: string) => void,
	signal: AbortSignal,
): Promise<number> {
	const { file, bot, seed, profile, members, stopAfter } = args;
	if (file === '' || bot.length === 0) {
		write(USAGE);
		return WRONG;
	}
	const clock = new FreezableClock();
	const guilds = Array.from({ length: args.guilds }, () => ({ members }));
	const gateway = { ...gatewayForOtherProcesses, missedHeartbeats: NEVER };
	const emulator = new DiscordEmulator({ guilds, seed, profile, gateway, hostNames: [...discordHosts] }, clock);
	const server = new ControlServer(emulator, clock, {
		...{ port: args.control, page: true },
		...(args.controlToken !== undefined && { token: args.controlToken }),
	});
	const control = controlOf(server);
	const session = new Session(control);
	const stop = endOf(signal, stopAfter);
	try {
		await emulator.start();
		await server.start();
		write(
			`${describeEmulator(emulator, false, server, server.pageUrl)}\nEverything until the bot ends goes into ${file}.\n`,
		);
		const code = await runBot(bot, environmentOfBot(emulator, server), stop.signal);
		session.close();
		const scenario = toScenario({
			...{ name: basename(file, extname(file)), world: { seed, profile, guilds }, noted: session.noted },
			answersOf: (id) => control.interaction(id).answers.map(describeAnswer),
			code: stop.signal.aborted ? undefined : code,
		});
		return await save(file, scenario, session.isCut, write);
	} finally {
		stop.end();
		session.close();
		await server.stop();
		await emulator.stop();
	}
}

/** Only what can be run is written. */
async function save(
	file: string,
	scenario: { readonly steps: readonly unknown[] },
	isCut: boolean,
	write: (text: string) => void,
): Promise<number> {
	if (scenario.steps.length === 0) {
		write('The bot did nothing that a scenario could expect, so no file was written.\n');
		return 1;
	}
	const text = stringify(scenario, { lineWidth: LINE_WIDTH });
	parseScenario(text, file);
	await writeFile(file, text);
	const more = isCut ? ' The session was too long: its end is missing.' : '';
	write(`${file} has ${scenario.steps.length} steps.${more} Run it with: rollcall-emulator run ${file} -- <command>\n`);
	return 0;
}

/** A signal that fires with another one, or after a time of the machine. `end` calls the time off. */
function endOf(signal: AbortSignal, ms: number | undefined) {
	const controller = new AbortController();
	const stop = () => controller.abort(signal.reason);
	signal.addEventListener('abort', stop);
	if (signal.aborted) stop();
	const timer = ms === undefined ? undefined : setTimeout(() => controller.abort('SIGTERM'), ms);
	return {
		signal: controller.signal,
		end() {
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
		},
	};
}
