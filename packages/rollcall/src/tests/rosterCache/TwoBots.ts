import { DiscordEmulator } from 'rollcall-emulator';
import { Bot, type Habits, type Make } from './Bot.js';

export type World = ReturnType<DiscordEmulator['world']['guild']>;

/** How large the two guilds are. Some users are in both. */
const SIZES = [36, 24] as const;
const SHARED = 8;

/**
 * Two sessions of one bot at one Discord: everything that happens is told to both. They differ in how their clients keep
 * members, and in nothing that a bot can see.
 */
export class TwoBots {
	#marks = 0;

	private constructor(
		readonly emulator: DiscordEmulator,
		readonly wanted: Bot,
		readonly found: Bot,
	) {}

	static async logIn(seed: number, makes: readonly [Make, Make], habits: Habits): Promise<TwoBots> {
		const guilds = SIZES.map((members) => ({ members, roles: 6, online: 0.4 }));
		const emulator = new DiscordEmulator({ seed, guilds, gateway: { requestWindow: 0, chunkSize: 10 } });
		const [first, second] = [...emulator.world.guilds.values()] as [World, World];
		for (let index = 0; index < SHARED; index++) second.join({ user: { id: first.memberAt(index).user.id } });
		await emulator.start();
		const [wanted, found] = await Promise.all(makes.map((make) => Bot.logIn(emulator, make, habits)));
		return new TwoBots(emulator, wanted as Bot, found as Bot);
	}

	get both(): readonly [Bot, Bot] {
		return [this.wanted, this.found];
	}

	/** The id of the bot, which both are. */
	get botId(): string {
		return this.wanted.client.user.id;
	}

	/** The guilds of the world: the one that a step picks, and all. */
	get worlds(): World[] {
		return [...this.emulator.world.guilds.values()];
	}

	/** Has both bots do something, at the same time. */
	async each(act: (bot: Bot) => unknown): Promise<void> {
		await Promise.all(this.both.map(act));
	}

	/** Resolves when both bots have handled everything that was sent. */
	async settle(): Promise<void> {
		this.#marks++;
		this.emulator.dispatch('MARK', { mark: this.#marks });
		await this.each((bot) => bot.reached(this.#marks));
	}

	async end(): Promise<void> {
		await this.each((bot) => bot.end());
		await this.emulator.stop();
	}
}
