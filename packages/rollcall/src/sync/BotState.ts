import { because, type Reason } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { GatewayDispatch, ITransport, ITransportListener } from '../interfaces/ITransport.js';
import { FULL_REQUEST_WINDOW_MS } from '../pacing/GuildGate.js';
import { isReadable } from '../payloads/isReadable.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import { MemberTable } from '../roster/MemberTable.js';
import { Roster } from '../roster/Roster.js';
import type { SharedRosters } from '../roster/SharedRosters.js';
import { Announcements } from './Announcements.js';
import { BotChanges } from './BotChanges.js';
import { DestroyWatch } from './DestroyWatch.js';
import { everybodyOf, type GuildMembersPayload } from './everybodyOf.js';
import { FollowedGuilds, type GateKeeper, type IAwaitedGuilds } from './FollowedGuilds.js';
import type { GuildState, MembersChunk } from './GuildState.js';
import { Nonces } from './Nonces.js';
import { namedUsers } from './namedUsers.js';
import { readChunk } from './readChunk.js';
import { type GuildPayload, guildIdOf, type RateLimitedPayload, readMemberEvent } from './readDispatch.js';
import { closedForGood } from './SessionDoubt.js';
import type { ShardSession } from './ShardSession.js';
import { Shards } from './Shards.js';
import { WriteThrough } from './WriteThrough.js';

/** If Discord refuses a request and names no wait, the next one waits so long, and is not one of many at once. */
const LEAST_REFUSAL_MS = 1_000;

/** Dispatches that are about a user. They are as true of the user as anything that Discord says. */
const OF_USERS: ReadonlySet<string> = new Set(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_UPDATE', 'USER_UPDATE']);

/** Dispatches after which a guild may have other roles. */
const OF_ROLES: ReadonlySet<string> = new Set([
	'GUILD_CREATE',
	'GUILD_UPDATE',
	'GUILD_ROLE_CREATE',
	'GUILD_ROLE_UPDATE',
	'GUILD_ROLE_DELETE',
]);

/** One bot's dispatches, sorted to its guilds. */
export class BotState implements ITransportListener {
	/** The state of the bot's sessions, and of their guilds. */
	readonly shards: Shards;
	/** Stops what runs for the bot when it is destroyed. */
	readonly ends: DestroyWatch;
	/** Called after the bot has left a guild. */
	onLeft: (() => void) | undefined;
	/** Called with a list that is proven though nobody asked for it, to hold it. */
	onProven: ((guild: GuildState, roster: Roster) => void) | undefined;
	/** Called after the bot was destroyed and all that ran was stopped. */
	onDestroyed: (() => void) | undefined;
	readonly #guilds: FollowedGuilds;
	readonly #nonces = new Nonces();
	readonly #botChanges: BotChanges;
	readonly #writeThrough: WriteThrough | undefined;
	readonly #unsubscribe: () => void;
	#isClosed = false;

	constructor(
		readonly transport: ITransport,
		private readonly clock: IClock,
		gateOf?: GateKeeper,
		observer?: IRosterObserver,
		private readonly announcements = new Announcements(),
		/** The rosters that the caches of the client read, if they read any. */
		private readonly shared?: SharedRosters,
		/** Called with the name of each dispatch that is about a member. */
		private readonly onMemberEvent: (name: string) => void = () => {},
	) {
		this.shards = new Shards(transport, clock);
		this.#botChanges = new BotChanges(clock);
		this.#guilds = new FollowedGuilds({
			clock,
			shards: this.shards,
			announcements,
			gateOf,
			observer: observer && announcements.to(observer),
			shared,
			onNew: (guild) => this.#tellOfBot(guild),
		});
		const guildOf = (table: MemberTable) => {
			const holder = shared?.holderOf(table);
			const guild = holder && this.#guilds.find(holder.id);
			return guild === holder ? guild : undefined; // another service may hold it
		};
		this.#writeThrough = shared && new WriteThrough(clock, shared, guildOf);
		this.ends = new DestroyWatch(
			clock,
			() => transport.destroyed,
			() => this.settle(() => this.#letGo()),
		);
		this.#unsubscribe = transport.subscribe(this);
	}

	/** Has these guilds followed as soon as somebody looks at them; `undefined` if there are none any more. */
	await(awaited: IAwaitedGuilds | undefined): void {
		this.#guilds.awaited = awaited;
	}

	guild(guildId: string, shardId: number): GuildState {
		return this.#guilds.of(guildId, shardId);
	}

	/** The guilds of a shard that are followed. */
	onShard(shardId: number): GuildState[] {
		return this.#guilds.onShard(shardId);
	}

	/** The guild, if it is followed. */
	find(guildId: string): GuildState | undefined {
		return this.#guilds.find(guildId);
	}

	/** Lets go of a guild that nothing could be learned about, if it is none of the bot's. */
	dismiss(guild: GuildState): void {
		this.#guilds.dismiss(guild);
	}

	/** Registers a nonce as ours, so that its chunks, late ones too, are not taken for another's. */
	own(nonce: string): void {
		this.#nonces.own(nonce);
	}

	/** Whether every dispatch of the guild comes, so that what the last ones said still holds. */
	follows(guildId: string, shardId: number): boolean {
		const guild = this.transport.destroyed ? undefined : this.#guilds.named(guildId, shardId);
		return guild !== undefined && guild.doubt === undefined;
	}

	/** Makes a change, and calls its listeners after all of it was made. */
	settle<Result>(change: () => Result): Result {
		return this.announcements.settle(change);
	}

	/** Keeps nothing of the user until Discord names them again. Returns the number of rosters that held them. */
	forget(userId: string): number {
		this.#botChanges.forget(userId);
		const held = this.#guilds.all().filter((guild) => guild.forget(userId));
		this.shared?.forget(userId);
		return held.length;
	}

	/** Discord has refused a full request of a guild, and asked for a wait that is not over. */
	get isRefused(): boolean {
		return this.#guilds.all().some(({ refusedUntil }) => refusedUntil > this.clock.now());
	}

	/** It no longer listens to the transport. */
	get isClosed(): boolean {
		return this.#isClosed;
	}

	close(): void {
		this.#isClosed = true;
		this.#unsubscribe();
		this.#guilds.close();
	}

	onDispatch(shardId: number, dispatch: GatewayDispatch): void {
		this.settle(() => this.#take(this.shards.of(shardId), dispatch));
	}

	/** Each socket that fails while the shard reconnects is cut too. That is no news: only the first one carried the session. */
	onCut(shardId: number): void {
		const shard = this.shards.of(shardId);
		if (!shard.live) return;
		this.settle(() => {
			shard.cut();
			for (const guild of this.#guilds.onShard(shardId)) guild.suspend();
		});
	}

	onEnd(shardId: number, code: number): void {
		this.settle(() => {
			this.shards.of(shardId).end(code);
			for (const guild of this.#guilds.onShard(shardId)) guild.end(closedForGood(shardId, code));
		});
	}

	onDestroy(): void {
		this.ends.look();
	}

	/** A destroyed bot gets no more dispatches, so its state is useless. */
	#letGo(): void {
		const guilds = this.#guilds.release();
		this.shards.forget();
		for (const guild of guilds) guild.leave(because('clientDestroyed'));
		this.shared?.end();
		this.#guilds.rest();
		this.onDestroyed?.();
	}

	#take(shard: ShardSession, dispatch: GatewayDispatch): void {
		const isRead = isReadable(dispatch);
		if (dispatch.t === 'READY' && isRead) {
			this.#ready(shard, dispatch);
			return;
		}
		const verdict = shard.advance(dispatch.s);
		// A replay of what was already applied would undo newer events.
		if (verdict === 'old' && dispatch.t !== 'RESUMED') return;
		shard.hear();
		if (verdict === 'gap') this.#breakSessions(shard.id, because('dispatchesSkipped', { sequence: dispatch.s ?? 0 }));
		if (isRead) this.#route(shard, dispatch);
	}

	/** Writes what a dispatch tells of users into the rows of all their guilds. */
	#tellUsers(shard: ShardSession, dispatch: GatewayDispatch): void {
		if (!this.#writeThrough) return;
		const isEvent = OF_USERS.has(dispatch.t);
		const { provenAt } = this.#guilds.find(guildIdOf(dispatch) ?? '') ?? shard;
		for (const user of namedUsers(dispatch)) this.#writeThrough.tell(user, { shard, provenAt, isEvent });
	}

	#route(shard: ShardSession, dispatch: GatewayDispatch): void {
		this.#noteRoles(shard, dispatch);
		switch (dispatch.t) {
			case 'RESUMED':
				shard.resume();
				for (const guild of this.#guilds.onShard(shard.id)) guild.resume();
				break;
			case 'GUILD_CREATE':
				this.#guildCreate(shard, dispatch.d as GuildPayload);
				break;
			case 'GUILD_DELETE':
				this.#guildDelete(shard, dispatch.d as GuildPayload);
				break;
			case 'RATE_LIMITED':
				this.#rateLimited(shard, dispatch.d as RateLimitedPayload);
				break;
			case 'GUILD_MEMBERS_CHUNK':
				this.#chunk(shard, readChunk(dispatch));
				break;
			case 'USER_UPDATE':
				this.#botChanged(shard, dispatch);
				break;
			default:
				if (!this.#memberEvent(shard, dispatch)) return;
		}
		this.#tellUsers(shard, dispatch);
	}

	/** Tells who follows the shard that a guild may have other roles. */
	#noteRoles(shard: ShardSession, { t, d }: GatewayDispatch): void {
		if (!shard.follower || !OF_ROLES.has(t)) return;
		const { guild_id, id } = d as { readonly guild_id?: string; readonly id?: string };
		shard.follower.onGuild(guild_id ?? id ?? '');
	}

	#ready(shard: ShardSession, { s, d }: GatewayDispatch): void {
		const { guilds } = d as { guilds: readonly GuildPayload[] };
		this.#botChanges.renew(shard.id);
		shard.begin(
			s,
			guilds.map(({ id }) => id),
		);
		for (const guild of this.#guilds.onShard(shard.id)) {
			if (shard.pending.has(guild.id)) guild.renew(false, because('sessionRenewed'));
			else this.#leaveUnnamed(guild);
		}
	}

	/** A client may still cache a guild that READY did not name. It must not seem to be there. */
	#leaveUnnamed(guild: GuildState): void {
		guild.leave(because('guildUnnamed'));
		if (this.transport.holdsGuild(guild.id) === false) this.#guilds.remove(guild);
		this.onLeft?.();
	}

	#guildCreate(shard: ShardSession, payload: GuildPayload & GuildMembersPayload): void {
		const isHeld = payload.unavailable !== true; // the field is optional
		if (isHeld) shard.hold(payload.id);
		else shard.release(payload.id, true);
		const guild = this.#guilds.find(payload.id);
		guild?.renew(isHeld, because('guildWasUnavailable'));
		if (guild && isHeld) this.#takeEverybody(guild, payload);
	}

	/**
	 * With the presences intent, Discord names all members of a guild that is not large. That renews a list that was held. A
	 * cache of discord.js is about to be emptied by this dispatch.
	 */
	#takeEverybody(guild: GuildState, payload: GuildPayload & GuildMembersPayload): void {
		const { roster: former, session, shard } = guild;
		const hasIntent = this.transport.presencesIntent === true && this.transport.membersIntent;
		if (!former || guild.shared || !hasIntent || !this.onProven) return;
		const members = everybodyOf(payload, this.transport.botId);
		const since = Math.max(shard.provenAt, shard.beganAfter);
		if (!members || since === Number.NEGATIVE_INFINITY) return; // nobody can tell as of when they are
		const table = new MemberTable({ fields: former.table.fields, expected: members.length });
		for (let index = 0; index < members.length; index++) table.take(members, index);
		const roster = new Roster(table, session, this.clock.now());
		roster.vouchedAt = since;
		this.onProven(guild, roster);
	}

	#guildDelete(shard: ShardSession, payload: GuildPayload): void {
		const isOutage = payload.unavailable === true;
		shard.release(payload.id, isOutage);
		if (!isOutage) this.onLeft?.();
		const guild = this.#guilds.find(payload.id);
		if (!guild) return;
		if (isOutage) {
			guild.renew(false, because('guildUnavailable'));
			return;
		}
		guild.leave(because('guildLeft'));
		this.#guilds.remove(guild);
	}

	/** `false` if it is an event about a member whose user is what they were. */
	#memberEvent(shard: ShardSession, dispatch: GatewayDispatch): boolean {
		const event = readMemberEvent(dispatch);
		const guildId = guildIdOf(dispatch);
		if (!event || guildId === undefined) return true;
		this.onMemberEvent(dispatch.t);
		const guild = this.#guilds.named(guildId, shard.id);
		guild?.noticeHeld();
		const isNews = guild?.take(event, dispatch.s) ?? true;
		return isNews || !OF_USERS.has(dispatch.t);
	}

	#botChanged(shard: ShardSession, { s, d: user }: GatewayDispatch): void {
		const event = this.#botChanges.note(shard.id, user);
		if (!event) return;
		this.onMemberEvent('USER_UPDATE');
		for (const guild of this.#guilds.onShard(shard.id)) guild.take(event, s);
	}

	#tellOfBot(guild: GuildState): void {
		const event = this.#botChanges.recent(guild.shard.id);
		if (event) guild.take(event);
	}

	#rateLimited(shard: ShardSession, { opcode, retry_after, meta }: RateLimitedPayload): void {
		if (opcode !== 8 || meta?.guild_id === undefined) return;
		// Somebody else's refusal may come before our first fetch.
		const guild = this.#guilds.named(meta.guild_id, shard.id);
		const ms = retry_after > 0 ? retry_after * 1_000 : LEAST_REFUSAL_MS;
		guild?.refuse(ms, meta.nonce, meta.nonce !== undefined && !this.#nonces.isOurs(meta.nonce));
	}

	#chunk(shard: ShardSession, chunk: MembersChunk | undefined): void {
		if (!chunk) return; // as good as lost, because nobody knows which members it has
		const guild = this.#guilds.named(chunk.guild_id, shard.id);
		if (!guild) return;
		guild.noticeHeld();
		if (!this.#nonces.isOurs(chunk.nonce)) this.#noticeForeign(guild, chunk);
		guild.tell((listener) => listener.onChunk?.(chunk));
	}

	/** Somebody else's full request has used the guild's window, so Discord would refuse ours now. */
	#noticeForeign(guild: GuildState, chunk: MembersChunk): void {
		const isFull = chunk.chunk_count > 1 || chunk.members.length > 100;
		if (isFull && this.#nonces.isNewForeign(guild.id, chunk.nonce)) guild.gate.shutFor(FULL_REQUEST_WINDOW_MS);
	}

	/** The skipped dispatches may be older than the last answer, so that answer no longer proves anything. */
	#breakSessions(shardId: number, reason: Reason): void {
		this.#botChanges.renew(shardId);
		for (const guild of this.#guilds.onShard(shardId)) guild.breakSession(reason, Number.NEGATIVE_INFINITY);
	}
}
