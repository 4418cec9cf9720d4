import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { APIApplicationCommand } from 'discord-api-types/v10';
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
import { type DispatchListener, type DispatchTextListener, GatewayServer, type SessionInfo } from './gateway/index.js';
import { type EmulatorOptions, type ResolvedOptions, requireKnownKeys, resolveOptions } from './options/index.js';
import { CommandRegistry, createHttpServer, InteractionEndpoints, Interactions, RestServer } from './rest/index.js';
import { Stats } from './stats/index.js';
import type { TrafficListener } from './traffic/index.js';
import { World, type WorldOptions } from './world/index.js';

/** Something that happens in the middle of a chunked answer: by its name, or what a function does to the emulator. */
export type FaultAction = FaultActionOf<DiscordEmulator>;

/** Spoils the answer to an opcode 8 request. One fault can have several keys. */
export interface MemberRequestFault extends MemberRequestFaultOf<DiscordEmulator> {}

/** One entry of the script. */
export type Fault = FaultOf<DiscordEmulator>;

/** The script of what goes wrong. Entries meet the requests that they name, in the order of `add`. */
export interface Faults extends FaultsOf<DiscordEmulator> {}

/** The close code at a reset: the session is over, so a bot starts a new one. */
const RESET = [4009, 'The emulator was reset.'] as const;

/** The world of one moment, for {@link DiscordEmulator.reset}. */
export class WorldSnapshot {
	readonly #putBack: () => void;

	/** @internal {@link DiscordEmulator.snapshot} makes it. */
	constructor(putBack: () => void) {
		this.#putBack = putBack;
	}

	/** @internal */
	putBack(): void {
		this.#putBack();
	}
}

/** A bot that can log in to the emulator. */
export interface EmulatorBot {
	readonly id: string;
	readonly token: string;
	/** What its application checks the signatures of interactions over HTTP with. */
	readonly publicKey: string;
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
	#gateway: GatewayServer;
	#rest: RestServer;
	readonly #accounts: BotAccounts;
	readonly #access: Access;
	readonly #clock: Clock;
	readonly #server: Server;
	/** REST's answers that are not sent yet. */
	readonly #pending = new Set<ServerResponse>();
	readonly #start: WorldSnapshot;
	readonly #sockets = new Set<Socket>();
	readonly #dispatchListeners = new Set<DispatchListener>();
	readonly #dispatchTextListeners = new Set<DispatchTextListener>();
	readonly #trafficListeners = new Set<TrafficListener>();

	/**
	 * @param clock - The clock of all limits, paces and delays.
	 * @throws RangeError naming the path of each wrong option
	 */
	constructor(options: EmulatorOptions = {}, clock: Clock = systemClock) {
		this.options = resolveOptions(options);
		const { seed, bots, hostNames, tls } = this.options;
		const accounts = new BotAccounts(bots, seed);
		this.bots = [...accounts].map(({ id, token, key }) => ({ id, token, publicKey: key.publicKey }));
		this.world = new World(this.options, accounts, clock);
		this.faults = new FaultsOf<DiscordEmulator>(seed, this);
		this.stats = new Stats(() => this.#firstBot.id);
		const { world } = this;
		world.onChange((change) => {
			if (change.type === 'botRemoved') this.#commands.forget(change.botId, change.guildId);
		});
		this.#accounts = accounts;
		this.#access = new Access(hostNames, tls !== undefined);
		this.#clock = clock;
		const endpoints = new InteractionEndpoints({
			...{ accounts, access: this.#access, clock },
			nextId: () => world.nextId(),
			answered: (...answer) => this.#rest.takeCallback(...answer),
		});
		this.interactions = new Interactions(world, clock, seed, undefined, endpoints);
		this.#gateway = this.#createGateway();
		this.#rest = this.#createRest();
		this.#server = createHttpServer({ handle: (...exchange) => this.#handle(...exchange) }, tls);
		this.#server.on('connection', (socket: Socket) => this.#keep(socket));
		this.#gateway.attach(this.#server);
		this.#start = this.snapshot();
	}

	/** The address of REST as clients want it: without the version. */
	get restUrl(): string {
		return `${this.options.tls ? 'https' : 'http'}://${this.#authority}/api`;
	}

	/** The address of the gateway. */
	get gatewayUrl(): string {
		return `${this.options.tls ? 'wss' : 'ws'}://${this.#authority}/gateway`;
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

	/** @internal The commands of a bot that a guild has. */
	commandsIn(guildId: string, botId: string): APIApplicationCommand[] {
		return this.#commands.availableIn(guildId, botId);
	}

	/**
	 * Sends a dispatch as it is: what the world does not have, such as stickers and scheduled events. It needs no intent.
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

	/** @internal Misses no heartbeat until the returned function is called: time jumps here, and not for a bot. */
	holdHeartbeats(): () => void {
		return this.#gateway.holdHeartbeats();
	}

	/** @internal As {@link onDispatch}, with the data as text. */
	onDispatchText(listener: DispatchTextListener): () => void {
		this.#dispatchTextListeners.add(listener);
		return () => void this.#dispatchTextListeners.delete(listener);
	}

	/** The sessions of the bots on the gateway. */
	get sessions(): readonly SessionInfo[] {
		return this.#gateway.sessions();
	}

	/** Calls the listener for everything that bots do: each request, each frame and each close. The returned function removes it. */
	onTraffic(listener: TrafficListener): () => void {
		this.#trafficListeners.add(listener);
		return () => void this.#trafficListeners.delete(listener);
	}

	/** Keeps the world as it is now: guilds, members, roles, channels, messages, voice. It costs next to nothing. */
	snapshot(): WorldSnapshot {
		return new WorldSnapshot(this.world.save());
	}

	/**
	 * Makes the world as it was at the start or in a snapshot, or a new one. The objects of guilds stay unless the world is new. All
	 * sessions end, so that bots log in again and see it. Faults, counts, limits, activities and open interactions end, too. The
	 * commands of the bots stay: they belong to their applications, and bots register them only once.
	 */
	reset(to: WorldSnapshot | Partial<WorldOptions> = this.#start): void {
		// First, since new options may be wrong. No listener hears of it.
		if (to instanceof WorldSnapshot) to.putBack();
		else this.world.rebuild(resolveWorld(this.options, to));
		this.#gateway.stop(RESET);
		this.#rest.close();
		for (const response of this.#pending) response.destroy();
		this.interactions.forgetAll();
		this.faults.reset();
		this.stats.reset();
		this.#gateway = this.#createGateway();
		this.#gateway.attach(this.#server);
		this.#rest = this.#createRest();
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

	#handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		this.#pending.add(response);
		response.once('close', () => this.#pending.delete(response));
		return this.#rest.handle(request, response);
	}

	#createGateway(): GatewayServer {
		return new GatewayServer({
			...this.#shared,
			options: this.options.gateway,
			onDispatch: (botId, shardId, payload, delivered, text) => {
				for (const listener of this.#dispatchListeners) listener(botId, shardId, payload, delivered);
				for (const listener of this.#dispatchTextListeners) listener(botId, shardId, payload, delivered, text);
			},
		});
	}

	#createRest(): RestServer {
		return new RestServer({
			...this.#shared,
			options: this.options.rest,
			interactions: this.interactions,
			commands: this.#commands,
			gateway: {
				shards: () => this.options.gateway.shards,
				sessionStartLimit: (botId) => this.#gateway.sessionStarts(botId),
			},
		});
	}

	/** What the gateway and REST have in common. */
	get #shared() {
		const { world, faults, stats } = this;
		const onTraffic: TrafficListener = (traffic) => {
			for (const listener of this.#trafficListeners) listener(traffic);
		};
		return { access: this.#access, accounts: this.#accounts, clock: this.#clock, world, faults, stats, onTraffic };
	}

	#keep(socket: Socket): void {
		this.#sockets.add(socket);
		socket.once('close', () => this.#sockets.delete(socket));
	}
}

/** The checked options of a new world. */
function resolveWorld(
	now: ResolvedOptions,
	{ seed = now.seed, guilds = now.guilds }: Partial<WorldOptions>,
): WorldOptions {
	return resolveOptions({ ...now, seed, guilds: [...guilds] });
}
