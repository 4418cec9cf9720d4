import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityLedger } from './ActivityLedger.js';
import { OptOuts } from './OptOuts.js';
import { type Dispatch, readDispatch, type Told } from './readDispatch.js';
import { VoiceRecorder } from './VoiceRecorder.js';

/** How often open sessions are extended: the most that a killed process loses. */
const CHECKPOINT_MS = 30_000;
/** Without a checkpoint for so long, this process stood still or the clock was moved: nobody watched. */
const STANDSTILL_MS = 90_000;
/** A clock that is corrected by less stands still for us until it has caught up. */
const SET_BACK_MS = 2_000;
/** Discord acknowledges a heartbeat every 41 s; a socket that is silent for longer may be dead. */
const SILENCE_MS = 60_000;

/**
 * Hears the gateway and knows when it was watching. It reads the raw dispatches, which are in their order and carry the
 * member of a voice state: the caches of the client are emptied and filled in between, and hold no members.
 */
@injectable()
export class GatewayWatch {
	readonly #bots = new Set<string>();
	/** The shards whose connection is lost, and whose session may still be resumed. */
	readonly #lost = new Set<number>();
	#last: number | undefined;
	#client: Client | undefined;
	#cancel = () => {};

	constructor(
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(ActivityLedger) private readonly ledger: ActivityLedger,
		@inject(VoiceRecorder) private readonly voice: VoiceRecorder,
		@inject(OptOuts) private readonly optOuts: OptOuts,
	) {}

	attach(client: Client): void {
		this.ledger.recover();
		this.#client = client;
		client.on(Events.Raw as never, this.#onRaw as never);
		client.on(Events.ShardReconnecting, this.#onLost);
		client.on(Events.ShardDisconnect, this.#onEnd);
		this.#plan();
	}

	stop(): void {
		this.#cancel();
		this.#client?.off(Events.Raw as never, this.#onRaw as never);
		this.#client?.off(Events.ShardReconnecting, this.#onLost);
		this.#client?.off(Events.ShardDisconnect, this.#onEnd);
		const at = this.tick();
		for (const guildId of this.voice.guilds()) this.voice.end(guildId, this.#isHeard(guildId) ? at : undefined);
	}

	/** The time. Where it makes a leap, nobody can have watched in between. */
	tick(): number {
		const now = this.clock.now();
		const last = this.#last ?? now;
		const isSetBack = now < last - SET_BACK_MS;
		this.#last = isSetBack ? now : Math.max(now, last);
		if (isSetBack || now > last + STANDSTILL_MS) this.#interrupt(now);
		return this.#last;
	}

	/** Extends what is open until now. */
	checkpoint(guildIds: readonly string[] = this.voice.guilds()): number {
		const at = this.tick();
		this.ledger.together(() => {
			for (const guildId of guildIds) {
				if (!this.#isHeard(guildId)) continue;
				this.voice.extend(guildId, at);
				this.voice.review(guildId, at);
			}
		});
		return at;
	}

	/** The clock was moved, or this process stood still. */
	#interrupt(now: number): void {
		const guildIds = this.voice.guilds();
		for (const guildId of guildIds) this.ledger.endWatch(guildId, undefined);
		for (const guildId of guildIds) if (this.#isHeard(guildId)) this.voice.restart(guildId, now);
	}

	#isHeard(guildId: string): boolean {
		const shardId = this.voice.shardOf(guildId);
		if (shardId === undefined || this.#lost.has(shardId)) return false;
		// Stamped by discord.js with the time of the machine, so it is compared with that one.
		const heartbeatAt = this.#client?.ws.shards.get(shardId)?.lastPingTimestamp ?? -1;
		return heartbeatAt <= 0 || Date.now() - heartbeatAt < SILENCE_MS;
	}

	#plan(): void {
		this.#cancel = this.clock.after(CHECKPOINT_MS, () => {
			this.checkpoint();
			this.#plan();
		});
	}

	readonly #onRaw = (dispatch: Dispatch, shardId: number): void => {
		const at = this.tick();
		if (dispatch.t === 'READY') this.#forgetShard(shardId);
		else if (this.#lost.delete(shardId)) this.#goOn(shardId, at);
		const told = readDispatch(dispatch, this.#bots);
		if (told) this.#hear(told, shardId, at);
	};

	#hear(told: Told, shardId: number, at: number): void {
		const { guildId } = told;
		if (told.type === 'guild') this.voice.begin(guildId, { shardId, ...told }, at);
		else if (told.type === 'gone') this.voice.end(guildId, at);
		else if (told.type === 'message') this.#hearMessage(guildId, told.userId, at);
		else
			this.ledger.together(() => {
				this.ledger.extendWatch(guildId, at);
				this.voice.change(guildId, at, told.change);
			});
	}

	#hearMessage(guildId: string, userId: string, at: number): void {
		if (!this.optOuts.has(guildId, userId)) this.ledger.addMessage(guildId, userId, at);
	}

	/** A new session: what was missed will not be told. */
	#forgetShard(shardId: number): void {
		this.#lost.delete(shardId);
		for (const guildId of this.voice.guilds(shardId)) this.voice.end(guildId);
	}

	/** The session was resumed: what happened in between is told late, but told. */
	#goOn(shardId: number, at: number): void {
		for (const guildId of this.voice.guilds(shardId)) {
			if (this.ledger.isWatching(guildId)) this.voice.extend(guildId, at);
			else this.voice.restart(guildId, at);
		}
	}

	readonly #onLost = (shardId: number): void => {
		this.checkpoint(this.voice.guilds(shardId));
		this.#lost.add(shardId);
	};

	readonly #onEnd = (_: unknown, shardId: number): void => this.#onLost(shardId);
}
