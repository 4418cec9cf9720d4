import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Access } from './access/index.js';
import { BotAccounts } from './accounts/index.js';
import { Actor, type ActorOptions } from './actors/index.js';
import { type Clock, systemClock } from './clock/index.js';
import {
	type FaultAction as FaultActionOf,
	type Fault as FaultOf,
	Faults as FaultsOf,
	type GatewayTarget,
	type MemberRequestFault as MemberRequestFaultOf,
	targetKeys,
} from './faults/index.js';
import { type DispatchListener, GatewayServer } from './gateway/index.js';
import { type EmulatorOptions, type ResolvedOptions, requireKnownKeys, resolveOptions } from './options/index.js';
import { CommandRegistry, createHttpServer, Interactions, RestServer } from './rest/index.js';
import { Stats } from './stats/index.js';
import { World } from './world/index.js';

/** Something that happens in the middle of a chunked answer: by its name, or what a function does to the emulator. */
export type FaultAction = FaultActionOf<DiscordEmulator>;

/** Spoils the answer to an opcode 8 request. One fault can have several keys. */
export interface MemberRequestFault extends MemberRequestFaultOf<DiscordEmulator> {}

/** One entry of the script. */
export type Fault = FaultOf<DiscordEmulator>;

/** The script of what goes wrong. Entries meet the requests that they name, in the order of `add`. */
export interface Faults extends FaultsOf<DiscordEmulator> {}

/** A bot that can log in to the emulator. */
export interface EmulatorBot {
	readonly id: string;
	readonly token: string;
}

/**
 * Discord's gateway and REST API on loopback. A seed makes the world behind them.
 *
 * @example
 * ```ts
 * const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
 * await emulator.start();
 * const client = new Client({ intents, rest: { api: emulator.restUrl } });
 * await client.login(emulator.token);
 * ```
 */
export class DiscordEmulator {
	/** Every option with its value. */
	readonly options: ResolvedOptions;
	/** The truth: all guilds and their members. */
	readonly world: World;
	/** The script of what goes wrong. */
	readonly faults: Faults;
	/** Counts of everything that the emulator has seen. */
	readonly stats: Stats;
	/** The bots that can log in. */
	readonly bots: readonly EmulatorBot[];
	/** Lets users act on bots, and keeps the answers of the bots. */
	readonly interactions: Interactions;
	readonly #commands = new CommandRegistry();
	readonly #gateway: GatewayServer;
	readonly #rest: RestServer;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	readonly #dispatchListeners = new Set<DispatchListener>();

	/**
	 * @param clock - The clock of all limits, paces and delays.
	 * @throws RangeError naming the path of each wrong option
	 */
	constructor(options: EmulatorOptions = {}, clock: Clock = systemClock) {
		this.options = resolveOptions(options);
		const { seed, bots, hostNames } = this.options;
		const accounts = new BotAccounts(bots, seed);
		this.bots = [...accounts].map(({ id, token }) => ({ id, token }));
		this.world = new World(this.options, accounts, clock);
		this.faults = new FaultsOf<DiscordEmulator>(seed, this);
		this.stats = new Stats(() => this.#firstBot.id);
		const { world, faults, stats } = this;
		world.onChange((change) => {
			if (change.type === 'botRemoved') this.#commands.forget(change.botId, change.guildId);
		});
		const access = new Access(hostNames);
		const shared = { access, accounts, world, faults, stats, clock };
		this.#gateway = new GatewayServer({
			...shared,
			options: this.options.gateway,
			onDispatch: (...dispatch) => {
				for (const listener of this.#dispatchListeners) listener(...dispatch);
			},
		});
		this.interactions = new Interactions(world, clock, seed);
		this.#rest = new RestServer({
			...shared,
			options: this.options.rest,
			interactions: this.interactions,
			commands: this.#commands,
			gateway: {
				shards: () => this.options.gateway.shards,
				sessionStartLimit: (botId) => this.#gateway.sessionStarts(botId),
			},
		});
		this.#server = createHttpServer(this.#rest);
		this.#server.on('connection', (socket: Socket) => this.#keep(socket));
		this.#gateway.attach(this.#server);
	}

	/** The address of REST as clients want it: without the version. */
	get restUrl(): string {
		return `http://${this.#authority}/api`;
	}

	/** The address of the gateway. */
	get gatewayUrl(): string {
		return `ws://${this.#authority}/gateway`;
	}

	/** The token of the first bot. */
	get token(): string {
		return this.#firstBot.token;
	}

	/**
	 * A member of a guild who does what people do in Discord's client: run commands, click, write, speak.
	 *
	 * @param userId - The owner of the guild by default.
	 * @example
	 * ```ts
	 * const { content, files } = await emulator.actor().runs('report', { days: 7 }).answer();
	 * ```
	 */
	actor(userId?: string, options: ActorOptions = {}): Actor {
		const { world, interactions } = this;
		const stage = { world, interactions, commands: this.#commands };
		const id = userId ?? world.guild(options.guildId).ownerId;
		return new Actor(stage, id, { ...options, botId: options.botId ?? this.#firstBot.id });
	}

	/**
	 * Sends a dispatch as it is: what the world does not have, such as reactions, threads and typing. It needs no intent.
	 *
	 * @param target - All sessions by default.
	 * @example
	 * ```ts
	 * emulator.dispatch('TYPING_START', { guild_id, channel_id, user_id, timestamp, member });
	 * ```
	 */
	dispatch(event: string, data: unknown, target: GatewayTarget = {}): void {
		requireKnownKeys('dispatch', target, targetKeys);
		this.#gateway.dispatch(event, data, target);
	}

	/** Calls the listener for each dispatch of each session when it is sent. The returned function removes it. */
	onDispatch(listener: DispatchListener): () => void {
		this.#dispatchListeners.add(listener);
		return () => void this.#dispatchListeners.delete(listener);
	}

	/** Starts to listen, on loopback only. */
	async start(): Promise<void> {
		const { host, port } = this.options;
		await new Promise<void>((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(port, host, () => {
				this.#server.off('error', reject);
				resolve();
			});
		});
	}

	/** Closes every socket and clears every timer. The emulator cannot start again. */
	async stop(): Promise<void> {
		this.world.close();
		this.interactions.close();
		this.#gateway.stop();
		this.#rest.close();
		const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}

	get #authority(): string {
		const address = this.#server.address() as AddressInfo | null;
		if (!address) throw new Error('The emulator has no address yet. Call start() first.');
		return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`;
	}

	get #firstBot(): EmulatorBot {
		const bot = this.bots[0];
		if (!bot) throw new Error('The emulator has no bot. Add one to options.bots.');
		return bot;
	}

	#keep(socket: Socket): void {
		this.#sockets.add(socket);
		socket.once('close', () => this.#sockets.delete(socket));
	}
}
