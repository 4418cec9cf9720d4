import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { ActivityLedger } from './ActivityLedger.js';
import { LedgerHealth } from './LedgerHealth.js';
import { OptOuts } from './OptOuts.js';
import { type Dispatch, readDispatch, type Told } from './readDispatch.js';
import { ShardHearing } from './ShardHearing.js';
import { VoiceRecorder } from './VoiceRecorder.js';
import { WatchTime } from './WatchTime.js';

/** How often open sessions are extended, which is the most that a killed process loses. */
const CHECKPOINT_MS = 30_000;

/**
 * Listens to the gateway and knows when it was watching. It reads the raw dispatches, which come in order and carry the
 * member of a voice state. The caches of the client hold no members, and are emptied and filled in between.
 */
@injectable()
export class GatewayWatch {
	readonly #bots = new Set<string>();
	/** The shards that lost their connection and may still resume their session, with the time of their last event. */
	readonly #lost = new Map<number, number>();
	readonly #time: WatchTime;
	readonly #health: LedgerHealth;
	#client: Client | undefined;
	#hearing: ShardHearing | undefined;
	#cancel = () => {};

	constructor(
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(ActivityLedger) private readonly ledger: ActivityLedger,
		@inject(VoiceRecorder) private readonly voice: VoiceRecorder,
		@inject(OptOuts) private readonly optOuts: OptOuts,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#time = new WatchTime(clock);
		this.#health = new LedgerHealth(ledger, logger);
	}

	attach(client: Client): void {
		this.ledger.recover();
		this.#client = client;
		this.#hearing = new ShardHearing(client);
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
		this.#health.attempt(() => {
			const at = this.tick();
			for (const guildId of this.voice.guilds()) this.voice.end(guildId, this.#isHeard(guildId) ? at : undefined);
		});
	}

	/** The time. If it leaps, nothing was watched in between. */
	tick(): number {
		const { at, isLeap } = this.#time.look();
		if (isLeap) this.#interrupt(at);
		return at;
	}

	/** Extends everything that is open up to now. */
	checkpoint(guildIds: readonly string[] = this.voice.guilds()): number {
		let at = this.clock.now();
		this.#health.attempt(() => {
			if (this.#health.isBroken) this.#health.mend(() => this.#begin());
			at = this.tick();
			this.ledger.together(() => {
				for (const guildId of guildIds) if (this.#isHeard(guildId)) this.#goOn(guildId, at);
			});
		});
		return at;
	}

	/** After a standstill a guild may have no watch, since its shard was silent for too long and is heard again now. */
	#goOn(guildId: string, at: number): void {
		if (this.ledger.isWatching(guildId)) {
			this.voice.extend(guildId, at);
			this.voice.review(guildId, at);
		} else this.voice.restart(guildId, at);
	}

	#begin(): void {
		const at = this.#time.reset();
		for (const guildId of this.voice.guilds()) if (this.#isHeard(guildId)) this.voice.restart(guildId, at);
	}

	/** The clock was changed, or this process stood still. */
	#interrupt(now: number): void {
		if (this.#health.isBroken) return;
		const guildIds = this.voice.guilds();
		for (const guildId of guildIds) this.ledger.endWatch(guildId, undefined);
		for (const guildId of guildIds) if (this.#isHeard(guildId)) this.voice.restart(guildId, now);
	}

	#isHeard(guildId: string): boolean {
		const shardId = this.voice.shardOf(guildId);
		if (shardId === undefined || this.#lost.has(shardId)) return false;
		return this.#hearing?.isHeard(shardId) ?? false;
	}

	#plan(): void {
		this.#cancel = this.clock.after(CHECKPOINT_MS, () => {
			this.checkpoint();
			this.#plan();
		});
	}

	readonly #onRaw = (dispatch: Dispatch, shardId: number): void => {
		this.#health.attempt(() => this.#follow(dispatch, shardId));
		const told = readDispatch(dispatch, this.#bots);
		if (told) this.#health.attempt(() => this.#hear(told, shardId, this.#time.last));
	};

	/** Notices when a session begins, continues or has a gap. */
	#follow(dispatch: Dispatch, shardId: number): void {
		const at = this.tick();
		const deafSince = this.#hearing?.hear(dispatch, shardId, at);
		if (deafSince !== undefined) this.#miss(shardId, deafSince);
		if (dispatch.t === 'READY') this.#forgetShard(shardId);
		else if (this.#lost.delete(shardId) && !this.#health.isBroken) this.#resume(shardId, at);
	}

	#hear(told: Told, shardId: number, at: number): void {
		const { guildId } = told;
		if (told.type === 'guild' && this.#health.isBroken) this.voice.know(guildId, { shardId, ...told });
		else if (told.type === 'guild') this.voice.begin(guildId, { shardId, ...told }, at);
		else if (told.type === 'gone') this.voice.end(guildId, at);
		else if (told.type === 'message') this.#hearMessage(guildId, told.userId, at);
		else this.voice.change(guildId, at, told.change);
	}

	#hearMessage(guildId: string, userId: string, at: number): void {
		// Nothing is watched if the ledger is broken, or if the guild is deaf or was left.
		if (this.ledger.isWatching(guildId) && !this.optOuts.has(guildId, userId))
			this.ledger.addMessage(guildId, userId, at);
	}

	/** An event was sent and did not arrive. The voice states are known again when the next session sends the guild. */
	#miss(shardId: number, since: number): void {
		const guildIds = this.voice.guilds(shardId);
		if (guildIds.length > 0)
			this.logger.warn(
				{ shardId, since, guilds: guildIds.length },
				'Events were lost; not watching until the next session',
			);
		for (const guildId of guildIds) {
			this.ledger.cutWatch(guildId, since);
			this.voice.end(guildId);
		}
	}

	/** A new session: missed events will not come, and nobody knows how long the old connection was dead. */
	#forgetShard(shardId: number): void {
		const heardAt = this.#lost.get(shardId);
		this.#lost.delete(shardId);
		for (const guildId of this.voice.guilds(shardId)) {
			if (heardAt !== undefined) this.ledger.cutWatch(guildId, heardAt);
			this.voice.end(guildId);
		}
	}

	/** The session was resumed, so what happened in between still arrives. */
	#resume(shardId: number, at: number): void {
		for (const guildId of this.voice.guilds(shardId)) this.#goOn(guildId, at);
	}

	readonly #onLost = (shardId: number): void => this.#health.attempt(() => this.#lose(shardId));

	#lose(shardId: number): void {
		const guildIds = this.voice.guilds(shardId);
		const at = this.checkpoint(guildIds);
		const heardAt = at - (this.#hearing?.silentMs(shardId) ?? 0);
		// It was dead for long: nothing was watched meanwhile, unless a resumed session sends it all.
		if (!this.#hearing?.isHeard(shardId)) for (const guildId of guildIds) this.ledger.cutWatch(guildId, heardAt);
		this.#lost.set(shardId, heardAt);
	}

	readonly #onEnd = (_: unknown, shardId: number): void => this.#onLost(shardId);
}
