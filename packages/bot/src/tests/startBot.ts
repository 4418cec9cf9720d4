import { MemberFetchService } from 'rollcall';
import {
	type Actor,
	type ActorOptions,
	DiscordEmulator,
	type EmulatorOptions,
	type GuildWorld,
} from 'rollcall-emulator';
import { onTestFinished } from 'vitest';
import { PatientClock } from '../../../emulator/src/tests/PatientClock.js';
import { IdentifyGate } from '../../../rollcall/src/tests/IdentifyGate.js';
import { PatientClock as ServiceClock } from '../../../rollcall/src/tests/PatientClock.js';
import { Bot } from '../bot/Bot.js';
import type { Clock } from '../clock/index.js';
import { createContainer } from '../di/container.js';
import { readEnvironment, type Variables } from '../environment/index.js';
import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { createLogger } from '../logging/index.js';

export interface StartBotOptions {
	/** The guild, or several; 60 members by default. */
	readonly guilds?: NonNullable<EmulatorOptions['guilds']>;
	/** Further options of the emulator. */
	readonly emulator?: EmulatorOptions;
	/** A running emulator, for a bot that starts again. It is not stopped with the bot of the test. */
	readonly on?: DiscordEmulator;
	/** Environment variables; the database is in memory unless `DATABASE_PATH` is set. */
	readonly env?: Variables;
	/** The clock of the bot; the emulator has its own, which follows that of the machine. */
	readonly clock?: Clock;
	/** Registers what only this test has. */
	readonly extend?: (container: DependencyContainer) => void;
	/** Runs before the bot is made; the database is open once it is resolved. */
	readonly beforehand?: (container: DependencyContainer) => void;
}

/** A bot and its own emulator, both in this process. */
export interface Stage {
	readonly emulator: DiscordEmulator;
	/** The first guild. */
	readonly guild: GuildWorld;
	readonly bot: Bot;
	readonly container: DependencyContainer;
	/** The lines of the log, parsed. */
	readonly log: Record<string, unknown>[];
	/** A member, by default the owner of the guild: `await stage.actor().runs('members count').answer()`. */
	actor(userId?: string, options?: ActorOptions): Actor;
}

/** Starts a bot, logged in and with its commands registered. It stops when the test is over. */
export async function startBot(options: StartBotOptions = {}): Promise<Stage> {
	const emulator = options.on ?? (await startEmulator(options));
	const log: Record<string, unknown>[] = [];
	const environment = readEnvironment({
		DISCORD_TOKEN: emulator.token,
		DISCORD_API_BASE: emulator.restUrl,
		DATABASE_PATH: ':memory:',
		DASHBOARD_PORT: '0',
		LOG_LEVEL: 'debug',
		...options.env,
	});
	const container = createContainer(environment, {
		logger: createLogger(environment, { write: (line) => void log.push(JSON.parse(line)) }),
		...(options.clock && { clock: options.clock }),
		extend: (registering) => {
			const service = new MemberFetchService({}, { clock: new ServiceClock() });
			registering.registerInstance(DI_TOKENS.IMemberFetchService, service);
			options.extend?.(registering);
		},
	});
	const { ws } = container.resolve(DI_TOKENS.Client).options;
	if (ws) ws.buildIdentifyThrottler = new IdentifyGate().buildIdentifyThrottler;
	options.beforehand?.(container);
	const bot = container.resolve(Bot);
	onTestFinished(() => bot.stop());
	await bot.start(environment.token ?? '');
	const guild = emulator.world.guild();
	return { emulator, guild, bot, container, log, actor: (...who) => emulator.actor(...who) };
}

/** Starts an emulator that has patience with a busy machine; it stops when the test is over. */
export async function startEmulator({ guilds = [{ members: 60 }], emulator: options }: StartBotOptions = {}) {
	const clock = new PatientClock();
	const emulator = new DiscordEmulator({ guilds, ...options }, clock);
	await emulator.start();
	onTestFinished(async () => {
		await emulator.stop();
		clock.stop();
	});
	return emulator;
}
