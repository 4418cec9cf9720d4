import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { ActivityLedger } from './ActivityLedger.js';
import { OptOuts } from './OptOuts.js';
import { type Dispatch, readDispatch, type Told } from './readDispatch.js';
import { ShardHearing } from './ShardHearing.js';
import { VoiceRecorder } from './VoiceRecorder.js';

/** How often open sessions are extended: the most that a killed process loses. */
const CHECKPOINT_MS = 30_000;
/** Without a checkpoint for so long, this process stood still or the clock was moved: nobody watched. */
const STANDSTILL_MS = 90_000;
/** A clock that is corrected by less stands still for us until it has caught up. */
const SET_BACK_MS = 2_000;

/**
 * Hears the gateway and knows when it was watching. It reads the raw dispatches, which are in their order and carry the
 * member of a voice state: the caches of the client are emptied and filled in between, and hold no members.
 */
@injectable()
export class GatewayWatch {
	readonly #bots = new Set<string>();
	/** The shards whose connection is lost, and whose session may still be resumed. */
	readonly #lost = new Set<number>();
	/** Whether the last attempt to write something down has failed. */
	#isBroken = false;
	#last: number | undefined;
	#client: Client | undefined;
	#hearing: ShardHearing | undefined;
	#cancel = () => {};

	constructor(
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(ActivityLedger) private readonly ledger: ActivityLedger,
		@inject(VoiceRecorder) private readonly voice: VoiceRecorder,
		@inject(OptOuts) private readonly optOuts: OptOuts,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

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
		this.#attempt(() => {
			const at = this.tick();
			for (const guildId of this.voice.guilds()) this.voice.end(guildId, this.#isHeard(guildId) ? at : undefined);
		});
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
		let at = this.clock.now();
		this.#attempt(() => {
			if (this.#isBroken) this.#mend();
			at = this.tick();
			this.ledger.together(() => {
				for (const guildId of guildIds) {
					if (!this.#isHeard(guildId)) continue;
					this.voice.extend(guildId, at);
					this.voice.review(guildId, at);
				}
			});
		});
		return at;
	}

	/**
	 * A disk that is full or a file that is locked ends no bot: what can not be written down was not watched, and the next
	 * checkpoint tries again.
	 */
	#attempt(act: () => void): void {
		try {
			act();
		} catch (error) {
			if (!this.#isBroken)
				this.logger.error({ err: error }, 'Activity can not be written down; not watching until it can');
			this.#isBroken = true;
			this.ledger.abandon();
		}
	}

	#mend(): void {
		const at = this.clock.now();
		this.ledger.recover();
		this.#last = at;
		for (const guildId of this.voice.guilds()) if (this.#isHeard(guildId)) this.voice.restart(guildId, at);
		this.#isBroken = false;
		this.logger.info('Activity can be written down again; watching');
	}

	/** The clock was moved, or this process stood still. */
	#interrupt(now: number): void {
		if (this.#isBroken) return;
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
		this.#attempt(() => this.#follow(dispatch, shardId));
		const told = readDispatch(dispatch, this.#bots);
		if (told) this.#attempt(() => this.#hear(told, shardId, this.#last ?? this.clock.now()));
	};

	/** Notices where a session begins, goes on, or has a hole. */
	#follow(dispatch: Dispatch, shardId: number): void {
		const at = this.tick();
		const deafSince = this.#hearing?.hear(dispatch, shardId, at);
		if (deafSince !== undefined) this.#miss(shardId, deafSince);
		if (dispatch.t === 'READY') this.#forgetShard(shardId);
		else if (this.#lost.delete(shardId) && !this.#isBroken) this.#goOn(shardId, at);
	}

	#hear(told: Told, shardId: number, at: number): void {
		const { guildId } = told;
		if (told.type === 'guild' && this.#isBroken) this.voice.know(guildId, { shardId, ...told });
		else if (told.type === 'guild') this.voice.begin(guildId, { shardId, ...told }, at);
		else if (told.type === 'gone') this.voice.end(guildId, at);
		else if (told.type === 'message') this.#hearMessage(guildId, told.userId, at);
		else this.ledger.together(() => this.voice.change(guildId, at, told.change));
	}

	#hearMessage(guildId: string, userId: string, at: number): void {
		if (!this.#isBroken && !this.optOuts.has(guildId, userId)) this.ledger.addMessage(guildId, userId, at);
	}

	/** Something was told and did not arrive. Who is in voice is known again when the guild is told anew, in the next session. */
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

	readonly #onLost = (shardId: number): void => this.#attempt(() => this.#lose(shardId));

	#lose(shardId: number): void {
		const guildIds = this.voice.guilds(shardId);
		const at = this.checkpoint(guildIds);
		// Dead for long: nobody watched meanwhile, unless the session is resumed and tells it all.
		const silentMs = this.#hearing?.isHeard(shardId) ? 0 : (this.#hearing?.silentMs(shardId) ?? 0);
		if (silentMs > 0) for (const guildId of guildIds) this.ledger.cutWatch(guildId, at - silentMs);
		this.#lost.add(shardId);
	}

	readonly #onEnd = (_: unknown, shardId: number): void => this.#onLost(shardId);
}
