import type { AskedGuild } from '../../engine/CalledGuild.js';
import {
	type ITransport,
	type ITransportListener,
	type MemberPage,
	type MemberRequest,
	type RawMember,
	type RawRole,
	type ShardConnection,
	TransportError,
} from '../../interfaces/ITransport.js';
import { BotState } from '../../sync/BotState.js';
import { aMember } from '../aMember.js';
import type { VirtualClock } from '../VirtualClock.js';

const BOT = '100000000000000001';
const CHUNK = 1_000;
const ANSWER_MS = 200;
const CHUNK_MS = 50;
/** Discord's limits: events of a shard in a minute, requests over REST in a second, the window of a guild. */
const MOST_SENDS = 120;
const MOST_REST = 50;
const WINDOW_MS = 30_000;

/** A bot with many guilds over some shards, in virtual time; nothing happens in them. It notes whatever breaks a limit. */
export class ManyGuilds implements ITransport {
	readonly botId = BOT;
	readonly membersIntent = true;
	readonly loggedIn = true;
	destroyed = false;
	readonly bot: BotState;
	readonly faults: string[] = [];
	/** Guilds in the order in which they were first asked for. */
	readonly askedFor: string[] = [];
	/** Virtual ms of each request. */
	readonly sentAt = { gateway: [] as number[], rest: [] as number[] };
	/** Shards whose session is away. */
	readonly away = new Set<number>();
	/** How long the gateway takes to answer. */
	answerMs = ANSWER_MS;
	/** Guilds that get no answer. */
	readonly silent = new Set<string>();
	readonly #listeners = new Set<ITransportListener>();
	readonly #sizes: ReadonlyMap<string, number>;
	readonly #sends = new Map<number, number[]>();
	readonly #windows = new Map<string, number>();

	constructor(
		private readonly clock: VirtualClock,
		readonly shardCount: number,
		sizes: readonly number[],
		announcements?: ConstructorParameters<typeof BotState>[4],
	) {
		this.#sizes = new Map(sizes.map((size, index) => [String(200_000_000_000_000_000n + BigInt(index)), size]));
		this.bot = new BotState(this, clock, undefined, undefined, announcements);
	}

	get ids(): string[] {
		return [...this.#sizes.keys()];
	}

	sizeOf(guildId: string): number {
		return this.#sizes.get(guildId) ?? 0;
	}

	shardOf(guildId: string): number {
		return Number(BigInt(guildId) % BigInt(this.shardCount));
	}

	asked(guildId: string): AskedGuild {
		return { bot: this.bot, ref: { id: guildId, shardId: this.shardOf(guildId), memberCount: this.sizeOf(guildId) } };
	}

	guilds(): AskedGuild[] {
		return this.ids.map((id) => this.asked(id));
	}

	/** The session of a shard breaks, or is resumed. */
	cut(shardId: number): void {
		this.away.add(shardId);
		for (const listener of this.#listeners) listener.onCut(shardId);
	}

	resume(shardId: number): void {
		this.away.delete(shardId);
		this.#dispatch(shardId, 'RESUMED', {});
	}

	connection(shardId: number): ShardConnection {
		const now = this.clock.now();
		return { ready: !this.away.has(shardId), heartbeatAt: now, provenAt: now, heartbeatIntervalMs: 41_250 };
	}

	holdsGuild(guildId: string): boolean {
		return this.#sizes.has(guildId);
	}

	subscribe(listener: ITransportListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async requestMembers(shardId: number, request: MemberRequest): Promise<void> {
		if (this.away.has(shardId)) throw new Error('the shard is not ready');
		this.#noteSend(shardId);
		const { guild_id, nonce } = request;
		this.#noteAsked(guild_id);
		if (this.silent.has(guild_id)) return;
		if ('user_ids' in request) {
			const members = [aMember(BOT)];
			this.#later(this.answerMs, shardId, { guild_id, nonce, members, chunk_index: 0, chunk_count: 1 });
			return;
		}
		if (this.clock.now() < (this.#windows.get(guild_id) ?? 0)) this.faults.push(`asked twice for guild ${guild_id}`);
		this.#windows.set(guild_id, this.clock.now() + WINDOW_MS);
		const size = this.sizeOf(guild_id);
		const chunk_count = Math.max(1, Math.ceil(size / CHUNK));
		for (let chunk_index = 0; chunk_index < chunk_count; chunk_index++) {
			const members = membersOf(chunk_index * CHUNK, Math.min(size, (chunk_index + 1) * CHUNK));
			this.#later(this.answerMs + chunk_index * CHUNK_MS, shardId, {
				guild_id,
				nonce,
				members,
				chunk_index,
				chunk_count,
			});
		}
	}

	async listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		const { rest } = this.sentAt;
		rest.push(this.clock.now());
		this.#noteAsked(guildId);
		if (rest.filter((at) => at > this.clock.now() - 1_000).length > MOST_REST) this.faults.push('too many for REST');
		await new Promise<void>((resolve, reject) => {
			this.clock.setTimer(ANSWER_MS, resolve);
			signal.addEventListener('abort', () => reject(signal.reason));
		});
		if (this.silent.has(guildId)) throw new TransportError('unavailable', 'Nobody answers.');
		const first = after === '0' ? 0 : Number(BigInt(after) - BigInt(BOT)) + 1;
		return { members: membersOf(first, Math.min(this.sizeOf(guildId), first + limit)) };
	}

	async getMember(): Promise<RawMember | undefined> {
		return undefined;
	}

	async getRoles(): Promise<readonly RawRole[]> {
		return [];
	}

	async getRoleMemberCounts(): Promise<Record<string, number>> {
		return {};
	}

	async isMembersIntentGranted(): Promise<boolean> {
		return true;
	}

	#noteAsked(guildId: string): void {
		if (!this.askedFor.includes(guildId)) this.askedFor.push(guildId);
	}

	#noteSend(shardId: number): void {
		const now = this.clock.now();
		this.sentAt.gateway.push(now);
		const sends = [...(this.#sends.get(shardId) ?? []).filter((at) => at > now - 60_000), now];
		this.#sends.set(shardId, sends);
		if (sends.length > MOST_SENDS - 3) this.faults.push(`shard ${shardId} sent ${sends.length} events in a minute`);
	}

	#later(ms: number, shardId: number, chunk: object): void {
		this.clock.setTimer(ms, () => {
			if (!this.away.has(shardId)) this.#dispatch(shardId, 'GUILD_MEMBERS_CHUNK', chunk);
		});
	}

	#dispatch(shardId: number, t: string, d: object): void {
		for (const listener of this.#listeners) listener.onDispatch(shardId, { t, s: null, d });
	}
}

const people: RawMember[] = [];

/** The first member of each guild is the bot, and their ids rise by one. */
function membersOf(from: number, to: number): RawMember[] {
	for (let n = people.length; n < to; n++) people.push(aMember(String(BigInt(BOT) + BigInt(n))));
	return people.slice(from, to);
}
