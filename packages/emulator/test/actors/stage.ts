import {
	type ApplicationCommandDataResolvable,
	type BaseInteraction,
	Client,
	type ClientOptions,
	Events,
	GatewayIntentBits,
} from 'discord.js';
import { DiscordEmulator, type EmulatorOptions } from 'rollcall-emulator';
import { afterAll, afterEach } from 'vitest';
import { PatientClock } from '../../src/tests/PatientClock.js';

/** A bot of discord.js over the emulator, shared by the tests of a file. */
export interface Stage {
	readonly emulator: DiscordEmulator;
	readonly client: Client<true>;
	/** Answers every interaction of one test in this way. */
	onInteraction(answer: (interaction: never) => unknown): void;
	/** Registers the commands of the bot in the first guild, and replaces earlier ones. */
	register(...commands: ApplicationCommandDataResolvable[]): Promise<void>;
}

/** Starts an emulator and logs a bot in; both end with the file. */
export async function aStage(options: EmulatorOptions = {}, client: Partial<ClientOptions> = {}): Promise<Stage> {
	const clock = new PatientClock();
	const emulator = new DiscordEmulator({ guilds: [{ members: 60 }], ...options }, clock);
	await emulator.start();
	const bot = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: emulator.restUrl }, ...client });
	const ready = new Promise((resolve) => bot.once(Events.ClientReady, resolve));
	await bot.login(emulator.token);
	await ready;
	let answer: (interaction: never) => unknown = () => undefined;
	bot.on(Events.InteractionCreate, (interaction: BaseInteraction) => void answer(interaction as never));
	afterEach(() => {
		answer = () => undefined;
	});
	afterAll(async () => {
		await bot.destroy();
		await emulator.stop();
		clock.stop();
	});
	return {
		emulator,
		client: bot as Client<true>,
		onInteraction: (handler) => {
			answer = handler;
		},
		register: async (...commands) => {
			await bot.application?.commands.set(commands, emulator.world.guild().id);
		},
	};
}
