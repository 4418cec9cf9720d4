import type { APIInteraction, APIUser } from 'discord-api-types/v10';
import type { BotAccount } from '../accounts/index.js';
import { type Clock, DAY_MS, systemClock } from '../clock/index.js';
import type { GuildOptions } from '../options/index.js';
import { mix, SeededRandom, snowflakeAt } from '../random/index.js';
import { Activity, type ActivityOptions, checkActivity } from './activity/index.js';
import { AttachmentStore } from './attachments/index.js';
import type { GuildEvent, WorldChange, WorldListener } from './changes/index.js';
import { DirectMessages } from './channels/index.js';
import { ApplicationEmojis } from './emojis/index.js';
import { GuildWorld } from './guild/index.js';
import { type MemberPatch, mergeUser } from './members/index.js';
import { saveMap } from './saved/index.js';

const FIRST_GUILD_CREATED_AT = Date.UTC(2017, 2, 3);

/** The options that make the world. */
export interface WorldOptions {
	readonly seed: number;
	readonly guilds: readonly GuildOptions[];
}

/** All guilds and their members: the truth that REST and the gateway show. */
export class World {
	/** The files of messages. */
	readonly attachments = new AttachmentStore(() => this.nextId());
	/** The emojis of applications. */
	readonly applicationEmojis = new ApplicationEmojis();
	/** The changed fields of applications, by application. */
	readonly applicationDetails = new Map<string, Readonly<Record<string, unknown>>>();
	/** The messages outside of guilds. */
	readonly directMessages: DirectMessages;
	readonly #guilds = new Map<string, GuildWorld>();
	readonly #listeners = new Set<WorldListener>();
	readonly #queue: WorldChange[] = [];
	readonly #activities = new Set<Activity>();
	readonly #bots: readonly BotAccount[];
	/** The users of the bots as they are now. */
	readonly #botUsers: Map<string, APIUser>;
	readonly #random: SeededRandom;
	readonly #clock: Clock;
	#seed: number;
	/** Forgets what is in no guild. */
	readonly #empty: () => void;
	#isTelling = false;
	#ids = 0;

	constructor(options: WorldOptions, bots: Iterable<BotAccount> = [], clock: Clock = systemClock) {
		this.#seed = options.seed;
		this.#random = new SeededRandom(options.seed, 0x303);
		this.#bots = [...bots];
		this.#botUsers = new Map(this.#bots.map(({ id, user }) => [id, user]));
		this.#clock = clock;
		this.directMessages = new DirectMessages({
			nextId: () => this.nextId(),
			now: () => clock.now(),
			user: (id) => this.user(id),
		});
		const stores = [this.attachments, this.applicationEmojis, this.directMessages];
		const putBack = [saveMap(this.#botUsers), ...stores.map((store) => store.save())];
		this.#empty = () => {
			this.applicationDetails.clear();
			for (const each of putBack) each();
		};
		for (const [index, guild] of options.guilds.entries()) this.#addGuild(guild, index);
	}

	/** The guilds by id, in the order of the options. */
	get guilds(): ReadonlyMap<string, GuildWorld> {
		return this.#guilds;
	}

	/** The guild with this id; the first one by default. */
	guild(id?: string): GuildWorld {
		const guild = id === undefined ? this.#guilds.values().next().value : this.#guilds.get(id);
		if (!guild) throw new RangeError(id === undefined ? 'The world has no guild' : `The world has no guild ${id}`);
		return guild;
	}

	/** The guilds that a bot is in now. */
	guildsOf(botId: string): GuildWorld[] {
		return [...this.#guilds.values()].filter((guild) => guild.hasBot(botId));
	}

	/** Any user that some guild knows, and every bot. */
	user(id: string): APIUser | undefined {
		for (const guild of this.#guilds.values()) {
			const user = guild.user(id);
			if (user) return user;
		}
		return this.#botUsers.get(id);
	}

	/** Changes a user in every guild that they are or were in. A bot also hears of its own changes. */
	updateUser(id: string, patch: NonNullable<MemberPatch['user']>): void {
		const bot = this.#botUsers.get(id);
		if (bot) {
			const user = mergeUser(bot, patch);
			this.#botUsers.set(id, user);
			this.#emit(this.guildsOf(id)[0]?.id ?? '', { type: 'ownUserUpdate', botId: id, user });
		}
		for (const guild of this.#guilds.values()) guild.updateUser(id, patch);
	}

	/** Calls the listener for every change, in order and when it happens. The returned function removes the listener. */
	onChange(listener: WorldListener): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Sends an interaction of a user, such as a command or a click, to one bot, or says that it went there over HTTP. */
	interact(guildId: string, botId: string, interaction: APIInteraction, via: 'gateway' | 'http' = 'gateway'): void {
		this.#emit(guildId, { type: 'interactionCreate', botId, interaction, via });
	}

	/**
	 * Lets members join, leave and change at a steady rate. The seed chooses them. The returned function stops it.
	 *
	 * @throws RangeError if an option does not exist or a rate is not a number of 0 or more
	 */
	startActivity(options: ActivityOptions): () => void {
		checkActivity(options);
		const seed = mix(this.#seed, this.#activities.size + 0xac7);
		const activity = new Activity(this.guild(options.guildId), options, new SeededRandom(seed), this.#clock);
		this.#activities.add(activity);
		return () => {
			activity.stop();
			this.#activities.delete(activity);
		};
	}

	/**
	 * @internal Keeps all that is true now. The returned function makes it true again, ends every activity, and tells nobody. New ids
	 * stay new: an answer to something that is gone must not fit something of now.
	 */
	save(): () => void {
		const seed = this.#seed;
		const stores = [this.attachments, this.applicationEmojis, this.directMessages, ...this.#guilds.values()];
		const maps = [this.#guilds, this.applicationDetails, this.#botUsers] as Map<string, unknown>[];
		const putBack = [...maps.map(saveMap), ...stores.map((store) => store.save())];
		return () => {
			this.#quieten();
			for (const each of putBack) each();
			this.#seed = seed;
		};
	}

	/**
	 * @internal Replaces all guilds, and forgets everything else.
	 *
	 * @throws RangeError if the options fit no world. Then nothing has changed.
	 */
	rebuild(options: WorldOptions): void {
		const [seed, putGuildsBack] = [this.#seed, saveMap(this.#guilds)];
		this.#seed = options.seed;
		this.#guilds.clear();
		try {
			for (const [index, guild] of options.guilds.entries()) this.#addGuild(guild, index);
		} catch (error) {
			this.#seed = seed;
			putGuildsBack();
			throw error;
		}
		this.#quieten();
		this.#empty();
	}

	/** Ends every activity and removes the listeners. No timer stays. */
	close(): void {
		this.#quieten();
		this.#listeners.clear();
	}

	/** Nothing happens by itself any more, and nobody hears of what has not been told. */
	#quieten(): void {
		for (const activity of this.#activities) activity.stop();
		this.#activities.clear();
		this.#queue.length = 0;
	}

	/** A new snowflake of this moment, greater than those before. */
	nextId(): string {
		return snowflakeAt(this.#clock.now(), this.#ids++);
	}

	#addGuild(options: GuildOptions, index: number): void {
		const createdAt = FIRST_GUILD_CREATED_AT + index * (DAY_MS + 1);
		const id = options.id ?? snowflakeAt(createdAt, mix(this.#seed, index));
		if (this.#guilds.has(id)) throw new RangeError(`Two guilds have the id ${id}`);
		const guild = new GuildWorld({ ...options, id }, index, this.#seed, {
			clock: this.#clock,
			bots: this.#bots,
			nextId: () => this.nextId(),
			strangerId: () => this.#strangerId(),
			findUser: (userId) => this.user(userId),
			emit: (guildId, event) => this.#emit(guildId, event),
		});
		this.#guilds.set(id, guild);
	}

	#strangerId(): string {
		const since = Date.UTC(2016, 0, 1);
		for (;;) {
			const createdAt = since + this.#random.next() * (this.#clock.now() - since);
			const id = snowflakeAt(createdAt, this.#random.below(1 << 22));
			if (!this.user(id)) return id;
		}
	}

	/** A listener may change the world in turn. That change comes after this one, so all get the same order. */
	#emit(guildId: string, event: GuildEvent): void {
		this.#queue.push({ ...event, guildId, at: this.#clock.now() });
		if (this.#isTelling) return;
		this.#isTelling = true;
		try {
			for (let change = this.#queue.shift(); change; change = this.#queue.shift()) {
				for (const listener of this.#listeners) listener(change);
			}
		} finally {
			this.#isTelling = false;
		}
	}
}
