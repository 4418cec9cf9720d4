import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type GatewayDispatchPayload, GatewayIntentBits, Routes } from 'discord-api-types/v10';
import {
	buildScanningStrategy,
	type ConfigPatch,
	type IClock,
	StandaloneMemberFetchService,
} from 'rollcall/standalone';
import { CommandError } from '../errors/index.js';
import type { Api } from './Api.js';
import { isRecord } from './answers.js';
import { explainClose } from './explainClose.js';
import { sessionStore } from './sessionStore.js';
import { ToldThrottler } from './ToldThrottler.js';
import { within } from './within.js';

/** A READY that takes longer does not come. */
const READY_MS = 60_000;
/** GUILD_CREATE follows READY soon; a guild in an outage has none. */
const GUILD_MS = 15_000;
const GOODBYE_MS = 2_000;

/** How the gateway is asked, as `/gateway/bot` says. */
interface GatewayPlace {
	readonly shards: number;
	readonly session_start_limit: { readonly remaining: number; readonly total: number; readonly reset_after: number };
}

/** The shard of one guild, connected: nothing else of the bot is identified. */
export class Shard {
	readonly #gateway: WebSocketManager;
	#guildIds: ReadonlySet<string> | undefined;
	#isGuildHere = false;
	#end: CommandError | undefined;
	#wake: () => void = () => {};

	private constructor(
		readonly guildId: string,
		readonly id: number,
		readonly place: GatewayPlace,
		readonly service: StandaloneMemberFetchService,
		gateway: WebSocketManager,
		private readonly throttler: ToldThrottler,
	) {
		this.#gateway = gateway;
		gateway.on(WebSocketShardEvents.Error, () => {}); // `Closed` follows with the code, or the shard tries again
		gateway.on(WebSocketShardEvents.Closed, (code) => this.#close(code));
		gateway.on(WebSocketShardEvents.Dispatch, (dispatch) => this.#take(dispatch));
	}

	/** Asks where the gateway is and prepares the shard of a guild; `connect` comes next. */
	static async prepare(api: Api, guildId: string, config: ConfigPatch, clock?: IClock): Promise<Shard> {
		const isAnswer = (body: unknown): body is GatewayPlace =>
			isRecord(body) && typeof body.shards === 'number' && body.shards > 0 && isRecord(body.session_start_limit);
		const place = await api.get({ route: Routes.gatewayBot(), what: 'The address of the gateway', isAnswer });
		const shardId = Number((BigInt(guildId) >> 22n) % BigInt(place.shards));
		requireSessionStart(place);
		const { rest, access } = api;
		const throttler = new ToldThrottler();
		const gateway = new WebSocketManager({
			token: access.token,
			rest,
			intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers,
			shardCount: place.shards,
			shardIds: [shardId],
			buildStrategy: buildScanningStrategy,
			buildIdentifyThrottler: () => throttler,
			...sessionStore(),
		});
		const service = new StandaloneMemberFetchService({ gateway, rest }, config, clock && { clock });
		return new Shard(guildId, shardId, place, service, gateway, throttler);
	}

	/** Whether the gateway has sent the guild. */
	get isConnected(): boolean {
		return this.#isGuildHere && !this.#end;
	}

	/** Identifies, and resolves when the gateway has sent the guild. */
	async connect(signal: AbortSignal): Promise<void> {
		const connected = this.#gateway.connect();
		connected.catch((error: unknown) => this.#fail(explainConnection(error)));
		await this.#until(() => this.#guildIds !== undefined, READY_MS, signal);
		if (!this.#guildIds)
			throw new CommandError(`The gateway sent no READY within ${READY_MS / 1_000} s. Try again later.`);
		if (!this.#guildIds.has(this.guildId))
			throw new CommandError(`The bot is not in guild ${this.guildId}. Check the id, or invite the bot.`);
		await this.#until(() => this.#isGuildHere, GUILD_MS, signal);
		// Without GUILD_CREATE, the service says that the guild is not available.
	}

	/** Calls `listener` before a wait for the next session, with the epoch ms of its end. */
	onIdentifyWait(listener: (until: number) => void): void {
		this.throttler.onWait = listener;
	}

	/** Calls `listener` with each dispatch. */
	onDispatch(listener: (dispatch: GatewayDispatchPayload) => void): void {
		this.#gateway.on(WebSocketShardEvents.Dispatch, listener);
	}

	/** Sends a request for members. */
	async requestMembers(request: { guild_id: string; user_ids: string[]; nonce: string }): Promise<void> {
		await this.#gateway.send(this.id, { op: 8, d: request });
	}

	/** Ends the session: nothing of it stays with Discord. */
	async close(): Promise<void> {
		await this.service.close();
		const isOver = Promise.resolve(this.#gateway.destroy());
		isOver.catch(() => {});
		// A gateway that is gone says no goodbye, for which the library would wait 30 s.
		await within(GOODBYE_MS, new AbortController().signal, (either) => {
			const gone = new Promise<void>((resolve) => either.addEventListener('abort', () => resolve()));
			return Promise.race([isOver, gone]);
		});
	}

	#take({ t, d }: GatewayDispatchPayload): void {
		if (t === 'READY') this.#guildIds = new Set(d.guilds.map(({ id }) => id));
		if (t === 'GUILD_CREATE' && d.id === this.guildId) this.#isGuildHere = true;
		this.#wake();
	}

	#close(code: number): void {
		const why = explainClose(code);
		if (why) this.#fail(new CommandError(why));
	}

	#fail(error: CommandError): void {
		this.#end ??= error;
		this.#wake();
	}

	async #until(isSo: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
		await within(ms, signal, async (either) => {
			either.addEventListener('abort', () => this.#wake());
			while (!isSo() && !this.#end && !either.aborted) {
				await new Promise<void>((resolve) => {
					this.#wake = resolve;
				});
			}
		});
		signal.throwIfAborted();
		if (this.#end) throw this.#end;
	}
}

/** Discord resets the token of a bot that starts more sessions. */
function requireSessionStart({ session_start_limit: { remaining, total, reset_after } }: GatewayPlace): void {
	if (remaining !== 0) return;
	const minutes = Math.ceil(reset_after / 60_000);
	throw new CommandError(
		`The bot has used up its ${total} session starts. Try again in ${minutes} minutes, and look for what starts so many.`,
	);
}

function explainConnection(error: unknown): CommandError {
	const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
	return new CommandError(`The gateway cannot be reached: ${why}`, undefined, { cause: error });
}
