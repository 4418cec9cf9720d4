import { randomUUID } from 'node:crypto';
import type { BotGuild, IClock } from 'rollcall';
import type { StoreLink } from '../../connection/StoreLink.js';
import type { IWindowStore } from './IWindowStore.js';
import { OwnWindows } from './OwnWindows.js';
import { Pulse } from './Pulse.js';
import { Watches } from './Watches.js';

/** How long the news of another process may take to somebody who waits, and Redis to be asked again when it was away. */
const LOOK_EVERY_MS = 1_000;
/** A window that was given longer ago than this is taken again: its request would be sent too late in it. */
const FRESH_MS = 400;
/** Keys of one script: Redis serves nobody else while it runs. */
const MOST_KEYS = 500;

/** What a store was told: everything that this process knew when the store had this content, and had failed so often. */
interface Told {
	readonly epoch: string;
	readonly failureCount: number;
}

/**
 * The windows for full requests, which all processes of a bot share over a store that may be away. What this process knows by
 * itself it also keeps for itself, and tells a store that was emptied, or that it could not reach for a while.
 */
export class SharedWindows {
	readonly #id = randomUUID();
	readonly #own: OwnWindows;
	readonly #watches = new Watches();
	readonly #pulse: Pulse;
	/** For each bot, what its store was told; `undefined` before anything is known of the store. */
	readonly #told = new Map<string, Told | undefined>();
	#takings = 0;

	constructor(
		private readonly store: IWindowStore,
		private readonly link: StoreLink,
		private readonly clock: IClock,
	) {
		this.#own = new OwnWindows(clock);
		const isWanted = () => !this.#watches.isEmpty || this.#own.isAnyShut || link.trouble !== undefined;
		this.#pulse = new Pulse(clock, LOOK_EVERY_MS, isWanted, () => this.#look());
		link.onTrouble = () => this.#pulse.want();
	}

	/** A bot asks for something. While its store is away, it is asked for once a second. */
	know(botId: string): void {
		if (!this.#told.has(botId)) this.#told.set(botId, undefined);
	}

	async take(guild: BotGuild, windowMs: number): Promise<number> {
		this.know(guild.botId);
		const holder = `${this.#id}:${this.#takings++}`;
		const waitMs = await this.#ask(guild, holder, windowMs);
		if (waitMs > 0) return waitMs;
		this.#own.set(guild, windowMs, holder);
		this.#pulse.want();
		return 0;
	}

	shut(guild: BotGuild, ms: number): void {
		this.know(guild.botId);
		if (!(ms > this.#own.waitOf(guild))) return;
		this.#own.set(guild, ms);
		this.#pulse.want();
		const window = { guildId: guild.guildId, ms, holder: this.#own.holderOf(guild) };
		void this.link.ask(() => this.store.shut(guild.botId, [window]));
	}

	correct(guild: BotGuild, ms: number): void {
		this.know(guild.botId);
		if (Number.isNaN(ms)) return;
		this.#own.set(guild, ms);
		void this.link.ask(() => this.store.correct(guild, this.#own.holderOf(guild), ms));
	}

	watch(guild: BotGuild, onLook: (waitMs: number) => void): () => void {
		this.know(guild.botId);
		const stop = this.#watches.add(guild, onLook);
		this.#pulse.want();
		return stop;
	}

	close(): void {
		this.#pulse.close();
		this.#watches.clear();
	}

	async #ask(guild: BotGuild, holder: string, windowMs: number): Promise<number> {
		for (let again = 0; again < 2; again++) {
			const askedAt = this.clock.now();
			const taking = await this.link.ask(() => this.store.take(guild, holder, windowMs));
			if (taking === undefined) return 0;
			void this.#tellLost(guild.botId, taking.epoch);
			if (taking.waitMs > 0) return taking.waitMs;
			if (this.clock.now() - askedAt <= FRESH_MS) break;
		}
		return 0;
	}

	/** Reads what somebody waits for, and tells the store what it may have lost. */
	async #look(): Promise<void> {
		for (const botId of this.#told.keys()) await this.#lookAt(botId);
	}

	async #lookAt(botId: string): Promise<void> {
		const guilds = this.#watches.of(botId).slice(0, MOST_KEYS);
		const ids = guilds.map(({ guildId }) => guildId);
		const look = await this.link.probe(() => this.store.look(botId, ids));
		if (look === undefined) return;
		for (const [index, guild] of guilds.entries()) {
			const { waitMs, holder } = look.windows[index] ?? { waitMs: 0, holder: '' };
			const isOurs = holder !== '' && holder === this.#own.holderOf(guild);
			this.#watches.tell(guild, isOurs ? 0 : waitMs);
		}
		await this.#tellLost(botId, look.epoch);
	}

	/** A store that is another one now, or that was away, gets all windows of this process again. */
	async #tellLost(botId: string, epoch: string): Promise<void> {
		const { failureCount } = this.link;
		const told = this.#told.get(botId) ?? { epoch, failureCount: 0 };
		this.#told.set(botId, { epoch, failureCount });
		if (told.epoch === epoch && told.failureCount === failureCount) return;
		const shut = this.#own.shutOf(botId);
		for (let at = 0; at < shut.length; at += MOST_KEYS)
			await this.link.ask(() => this.store.shut(botId, shut.slice(at, at + MOST_KEYS)));
	}
}
