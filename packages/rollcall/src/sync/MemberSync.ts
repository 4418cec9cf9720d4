import { because, type Reason } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { GatewayDispatch, ITransport, ITransportListener } from '../interfaces/ITransport.js';
import { FULL_REQUEST_WINDOW_MS, type Gate } from '../pacing/GuildGate.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import { Announcements } from './Announcements.js';
import { DestroyWatch } from './DestroyWatch.js';
import { closedForGood } from './Doubt.js';
import { REPLICA_LAG_MS } from './EventLog.js';
import { GuildSync, type MembersChunk } from './GuildSync.js';
import { isMemberList } from './isMemberList.js';
import { isReadable } from './isReadable.js';
import { LogSweep } from './LogSweep.js';
import type { MemberEvent } from './MemberEvent.js';
import { Nonces } from './Nonces.js';
import {
	type GuildPayload,
	guildIdOf,
	type RateLimitedPayload,
	readMemberEvent,
	readUserUpdate,
} from './readDispatch.js';
import { Sessions } from './Sessions.js';
import type { ShardSession } from './ShardSession.js';

const UNNAMED = because('guildUnnamed');

/** Gates outlive a service: a bot's window is open or shut whichever of its services asks. */
export type GateKeeper = (guildId: string, clock: IClock) => Gate;

/** One bot's dispatches, sorted to its guilds. */
export class MemberSync extends Sessions implements ITransportListener {
	readonly #guilds = new Map<string, GuildSync>();
	readonly #nonces = new Nonces();
	/** What was last told of the bot itself on each shard. */
	readonly #botChanges = new Map<number, { readonly at: number; readonly event: MemberEvent }>();
	private readonly observer: IRosterObserver | undefined;
	readonly #sweep: LogSweep;
	readonly #unsubscribe: () => void;
	/** What runs for the bot is stopped when it is destroyed. */
	readonly ends: DestroyWatch;
	/** Told when the bot was destroyed and all that ran has been stopped. */
	onDestroyed: (() => void) | undefined;
	#isClosed = false;

	constructor(
		transport: ITransport,
		clock: IClock,
		private readonly gateOf?: GateKeeper,
		observer?: IRosterObserver,
		private readonly announcements = new Announcements(),
	) {
		super(transport, clock);
		this.observer = observer && announcements.to(observer);
		this.#sweep = new LogSweep(
			clock,
			() => this.#guilds.values(),
			(guild) => this.#guilds.delete(guild.id),
		);
		this.ends = new DestroyWatch(
			clock,
			() => transport.destroyed,
			() => this.settle(() => this.#letGo()),
		);
		this.#unsubscribe = transport.subscribe(this);
	}

	guild(guildId: string, shardId: number): GuildSync {
		let guild = this.#guilds.get(guildId);
		if (guild && guild.shardId !== shardId) {
			// Another number of shards: the session that vouched for it sees it no more.
			this.#move(guild);
			guild = undefined;
		}
		if (!guild) {
			const available = this.isHeld(guildId, shardId);
			const gate = this.gateOf?.(guildId, this.clock);
			guild = new GuildSync(guildId, shardId, available, this.clock, gate);
			guild.observer = this.observer;
			this.#guilds.set(guildId, guild);
			this.#sweep.ask(guild);
			this.#tellOfBot(guild);
		} else this.#sweep.ask(guild);
		return guild;
	}

	/** Lets go of a guild of which nothing could be learned, where it is none of the bot's. */
	dismiss(guild: GuildSync): void {
		if (
			this.isOurs(guild.id, guild.shardId) ||
			guild.roster ||
			guild.listenerCount > 0 ||
			this.#guilds.get(guild.id) !== guild
		)
			return;
		this.#guilds.delete(guild.id);
	}

	/** Registers a nonce as ours, so that its chunks, late ones too, are not taken for another's. */
	own(nonce: string): void {
		this.#nonces.own(nonce);
	}

	/** Whether every dispatch of the guild comes, so that what they say holds now. */
	follows(guildId: string, shardId: number): boolean {
		const guild = this.transport.destroyed ? undefined : this.#heldGuild(guildId, shardId);
		return guild !== undefined && guild.shardId === shardId && this.doubt(guild) === undefined;
	}

	onDispatch(shardId: number, dispatch: GatewayDispatch): void {
		this.settle(() => this.#take(shardId, dispatch));
	}

	#take(shardId: number, dispatch: GatewayDispatch): void {
		const shard = this.shard(shardId);
		const isRead = isReadable(dispatch);
		if (dispatch.t === 'READY' && isRead) {
			this.#ready(shardId, shard, dispatch);
			return;
		}
		const verdict = shard.advance(dispatch.s);
		// A replay of what was already applied would undo newer events.
		if (verdict === 'old' && dispatch.t !== 'RESUMED') return;
		shard.hear(this.clock.now());
		if (verdict === 'gap') {
			this.#endEras(shardId, because('dispatchesSkipped', { sequence: dispatch.s ?? 0 }));
		}
		if (isRead) this.#route(shardId, shard, dispatch);
	}

	/** Each socket that fails while the shard reconnects is cut too, and is no news: only the first one carried the session. */
	onCut(shardId: number): void {
		if (this.shard(shardId).live) this.settle(() => this.#cut(shardId));
	}

	onEnd(shardId: number, code: number): void {
		this.settle(() => this.#end(shardId, code));
	}

	#cut(shardId: number): void {
		const shard = this.shard(shardId);
		shard.cut();
		for (const guild of this.#guildsOf(shardId)) {
			if (guild.roster?.brokenBy === undefined) guild.roster?.vouchUntil(this.provenAt(guild));
			guild.roster?.suspend();
			guild.tell((listener) => listener.onConnection?.());
		}
	}

	#end(shardId: number, code: number): void {
		this.shard(shardId).end(code);
		for (const guild of this.#guildsOf(shardId)) {
			guild.tell((listener) => listener.onConnection?.());
			guild.tellStatus(closedForGood(shardId, code));
		}
	}

	/** Makes a change whose listeners are called when all of it is made. */
	settle<Result>(change: () => Result): Result {
		return this.announcements.settle(change);
	}

	/** Keeps nothing of the user until Discord names them again; gives the number of rosters that held them. */
	forget(userId: string): number {
		for (const [shardId, { event }] of this.#botChanges) {
			if ('userId' in event && event.userId === userId) this.#botChanges.delete(shardId);
		}
		return [...this.#guilds.values()].filter((guild) => guild.forget(userId)).length;
	}

	/** Discord has refused a full request of a guild, and the wait that it asked for runs. */
	get isRefused(): boolean {
		return [...this.#guilds.values()].some(({ refusedUntil }) => refusedUntil > this.clock.now());
	}

	onDestroy(): void {
		this.ends.look();
	}

	/** It hears nothing any more. */
	get isClosed(): boolean {
		return this.#isClosed;
	}

	close(): void {
		this.#isClosed = true;
		this.#unsubscribe();
		this.#sweep.close();
		for (const guild of this.#guilds.values()) guild.observer = undefined;
		this.#guilds.clear();
	}

	/** No dispatches of a destroyed bot come any more, so what is held of it is of no use. */
	#letGo(): void {
		const guilds = [...this.#guilds.values()];
		this.#guilds.clear();
		this.forgetSessions();
		const reason = because('clientDestroyed');
		for (const guild of guilds) guild.leave(reason, this.provenAt(guild));
		this.#sweep.rest();
		this.onDestroyed?.();
	}

	#ready(shardId: number, shard: ShardSession, { s, d }: GatewayDispatch): void {
		const { guilds } = d as { guilds: readonly GuildPayload[] };
		this.#botChanges.delete(shardId); // READY names the bot as it is now
		shard.begin(
			this.clock.now(),
			s,
			guilds.map(({ id }) => id),
		);
		for (const guild of this.#guildsOf(shardId)) {
			if (!shard.pending.has(guild.id)) {
				this.#leave(guild, UNNAMED);
				continue;
			}
			guild.available = false;
			guild.endEra(because('sessionRenewed'), this.provenAt(guild));
			guild.tell((listener) => listener.onConnection?.());
		}
	}

	#route(shardId: number, shard: ShardSession, dispatch: GatewayDispatch): void {
		switch (dispatch.t) {
			case 'RESUMED':
				shard.resume(this.clock.now());
				for (const guild of this.#guildsOf(shardId)) {
					guild.roster?.resume();
					guild.tell((listener) => listener.onConnection?.());
					guild.tellStatus();
				}
				break;
			case 'GUILD_CREATE':
				this.#guildCreate(shard, dispatch.d as GuildPayload);
				break;
			case 'GUILD_DELETE':
				this.#guildDelete(shard, dispatch.d as GuildPayload);
				break;
			case 'RATE_LIMITED':
				this.#rateLimited(shardId, dispatch.d as RateLimitedPayload);
				break;
			case 'GUILD_MEMBERS_CHUNK':
				this.#chunk(shardId, dispatch.d as MembersChunk);
				break;
			case 'USER_UPDATE':
				this.#botChanged(shardId, dispatch.d);
				break;
			default:
				this.#memberEvent(shardId, dispatch);
		}
	}

	#move(guild: GuildSync): void {
		const moved = because('guildMoved');
		this.settle(() => {
			guild.endEra(moved, this.provenAt(guild));
			guild.drop(moved);
		});
	}

	/** The bot itself has changed, in all its guilds. Each shard gets its own dispatch. */
	#botChanged(shardId: number, user: unknown): void {
		const event = readUserUpdate(user);
		if (!event) return;
		this.#botChanges.set(shardId, { at: this.clock.now(), event });
		for (const guild of this.#guildsOf(shardId)) guild.take(event);
	}

	/** A guild that is asked for later may be answered for by a replica that has not heard of the change. */
	#tellOfBot(guild: GuildSync): void {
		const change = this.#botChanges.get(guild.shardId);
		if (change && this.clock.now() - change.at <= REPLICA_LAG_MS) guild.take(change.event);
	}

	#memberEvent(shardId: number, dispatch: GatewayDispatch): void {
		const event = readMemberEvent(dispatch);
		const guildId = guildIdOf(dispatch);
		if (!event || guildId === undefined) return;
		const guild = this.#heldGuild(guildId, shardId);
		guild?.noticeHeld();
		guild?.take(event);
	}

	#guildCreate(shard: ShardSession, payload: GuildPayload): void {
		const isHeld = payload.unavailable !== true; // the field is optional
		if (isHeld) shard.hold(payload.id);
		else shard.release(payload.id, true);
		const guild = this.#guilds.get(payload.id);
		if (!guild) return;
		guild.available = isHeld;
		guild.endEra(because('guildWasUnavailable'), this.provenAt(guild));
		guild.tell((listener) => listener.onConnection?.());
	}

	#guildDelete(shard: ShardSession, payload: GuildPayload): void {
		const isOutage = payload.unavailable === true;
		shard.release(payload.id, isOutage);
		const guild = this.#guilds.get(payload.id);
		if (!guild) return;
		if (!isOutage) {
			this.#leave(guild, because('guildLeft'));
			return;
		}
		guild.available = false;
		guild.endEra(because('guildUnavailable'), this.provenAt(guild));
		guild.tell((listener) => listener.onConnection?.());
	}

	/** Forgets the guild last: a listener that asks for it as it goes must not get a new one. */
	#leave(guild: GuildSync, reason: Reason): void {
		guild.leave(reason, this.provenAt(guild));
		// A client may keep a guild that READY did not name in its cache: it must not seem to be there.
		const mayReturn = reason === UNNAMED && this.transport.holdsGuild(guild.id) !== false;
		if (mayReturn) return;
		this.#guilds.delete(guild.id);
		guild.observer = undefined;
	}

	/** The guild of a dispatch, in an outage too; one of a guild that the bot has left begins nothing. */
	#heldGuild(guildId: string, shardId: number): GuildSync | undefined {
		const known = this.#guilds.get(guildId);
		if (known?.shardId === shardId) return known;
		const isOurs = known !== undefined || this.isOurs(guildId, shardId);
		return isOurs ? this.#sweep.notice(this.guild(guildId, shardId)) : undefined;
	}

	#rateLimited(shardId: number, { opcode, retry_after, meta }: RateLimitedPayload): void {
		if (opcode !== 8 || meta?.guild_id === undefined) return;
		const guild = this.#heldGuild(meta.guild_id, shardId); // somebody else's refusal may come before our first fetch
		if (!guild) return;
		if (this.shard(shardId).live) guild.gate.refused(retry_after * 1_000);
		else guild.gate.shutFor(retry_after * 1_000); // replayed: it may be older than our last request
		guild.refusedUntil = this.clock.now() + retry_after * 1_000;
		guild.tell((listener) => listener.onRefused?.(retry_after * 1_000, meta.nonce));
	}

	#chunk(shardId: number, chunk: MembersChunk): void {
		if (!isMemberList(chunk.members)) return; // as good as lost: nobody knows which members it has
		const guild = this.#heldGuild(chunk.guild_id, shardId);
		if (!guild) return;
		guild.noticeHeld();
		if (!this.#nonces.isOurs(chunk.nonce)) this.#noticeForeign(guild, chunk);
		guild.tell((listener) => listener.onChunk?.(chunk));
	}

	/** Somebody else's full request has used the guild's window: asking now is known to be refused. */
	#noticeForeign(guild: GuildSync, chunk: MembersChunk): void {
		const isFull = chunk.chunk_count > 1 || chunk.members.length > 100;
		if (isFull && this.#nonces.isNewForeign(guild.id, chunk.nonce)) guild.gate.shutFor(FULL_REQUEST_WINDOW_MS);
	}

	/** What was skipped may be older than the last answer, so that proves nothing more. */
	#endEras(shardId: number, reason: Reason): void {
		this.#botChanges.delete(shardId);
		for (const guild of this.#guildsOf(shardId)) guild.endEra(reason, Number.NEGATIVE_INFINITY);
	}

	#guildsOf(shardId: number): GuildSync[] {
		return [...this.#guilds.values()].filter((guild) => guild.shardId === shardId);
	}
}
