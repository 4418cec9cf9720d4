import type { MemberRequest, RawMember } from '../../interfaces/ITransport.js';
import type { ChunkPayload } from '../../sync/readChunk.js';
import type { Random } from './Random.js';
import type { RequestPlan } from './RequestPlan.js';
import type { SimulatedGateway } from './SimulatedGateway.js';
import type { SimulatedGuild } from './SimulatedGuild.js';
import type { Timers } from './Timers.js';

const WINDOW_MS = 30_000;
const REPLICA_LAG_MS = 10_000;

/** Text that orders ids as wanted: padded, text has the order of numbers. */
type Key = (id: string) => string;

/** The gateway's side of op 8: the window of 30 s, and chunks of data that may be older than what was told since. */
export class MemberRequests {
	/** End of the window in which full requests are refused. */
	shutUntil = 0;
	/** The client knows of that window, or has opened it itself. */
	isShutKnown = false;

	constructor(
		private readonly timers: Timers,
		private readonly gateway: SimulatedGateway,
		private readonly guild: SimulatedGuild,
		private readonly random: Random,
		/** Data older than this could be contradicted by events that nobody was told. */
		private readonly oldest: () => number,
	) {}

	/** Answers a full request; `false` if it is refused. */
	full(nonce: string | undefined, plan: RequestPlan, sentAt: number): boolean {
		const isOpen = this.timers.now >= this.shutUntil;
		if (isOpen) this.shutUntil = this.timers.now + (plan.answer === 'refusal' ? plan.refusedMs : WINDOW_MS);
		if (!isOpen || plan.answer === 'refusal') {
			this.#refuse(plan.named ? nonce : undefined);
			return false;
		}
		this.isShutKnown = false;
		if (plan.answer === 'chunks') this.#chunks(nonce, plan, sentAt);
		return true;
	}

	/** Answers a request by ids with what they are now. */
	byIds({ nonce, user_ids }: MemberRequest & { user_ids: readonly string[] }): void {
		const { rows } = this.guild.truth;
		const members = user_ids.flatMap((id) => rows.get(id) ?? []);
		const not_found = user_ids.filter((id) => !rows.has(id));
		this.#emit({ members, not_found, chunk_index: 0, chunk_count: 1, nonce });
	}

	#refuse(nonce: string | undefined): void {
		const { shutUntil } = this;
		const retry_after = (shutUntil - this.timers.now) / 1_000;
		const meta = { guild_id: this.guild.id, ...(nonce !== undefined && { nonce }) };
		this.gateway.emit('RATE_LIMITED', { opcode: 8, retry_after, meta }, () => {
			// Replayed dispatches may speak of a window that is over.
			if (this.shutUntil === shutUntil) this.isShutKnown = true;
		});
	}

	#chunks(nonce: string | undefined, plan: RequestPlan, sentAt: number): void {
		const { socket } = this.gateway;
		const key: Key = plan.sorted ? byNumber : scrambled;
		const bounds = this.#bounds(plan, key, this.#asOf(plan, sentAt));
		const count = bounds.length;
		const order = bounds.map((_, index) => index);
		const has = (indexes: readonly number[], index: number) => indexes.some((wanted) => wanted % count === index);
		let pausedMs = 0;
		(plan.shuffle ? this.random.shuffle(order) : order).forEach((index, turn) => {
			if (turn > 0) pausedMs += plan.pauses[turn % plan.pauses.length] ?? 0;
			const lateMs = has(plan.late, index) ? plan.lateMs : 0;
			this.timers.after(plan.firstMs + turn * plan.paceMs + pausedMs + lateMs, () => {
				const members = this.#read(key, bounds[index], bounds[index + 1], this.#asOf(plan, sentAt));
				if (plan.sortedWithin) members.sort((a, b) => (byNumber(a.user.id) < byNumber(b.user.id) ? -1 : 1));
				const body = { members, chunk_index: index, chunk_count: count, ...(nonce !== undefined && { nonce }) };
				this.timers.after(plan.holdMs, () => {
					if (has(plan.lose, index) || (plan.diesWithSocket && socket !== this.gateway.socket)) return;
					this.#emit(body);
					if (has(plan.repeat, index)) this.#emit(body);
				});
			});
		});
	}

	/** The moment as of which data is read. */
	#asOf({ data, lag }: RequestPlan, sentAt: number): number {
		const replica = Math.max(sentAt - Math.round(lag * REPLICA_LAG_MS), Math.min(this.oldest(), sentAt));
		if (data === 'mixed') return this.random.int(replica, this.timers.now);
		return { made: this.timers.now, asked: sentAt, replica }[data];
	}

	/** Where each chunk begins: nobody is omitted, whatever happens between the chunks. */
	#bounds({ sizes }: RequestPlan, key: Key, asOf: number): string[] {
		const { truth } = this.guild;
		const keys = [...truth.after(truth.countAt(asOf)).keys()].map(key).sort();
		const bounds = [''];
		let next = sizes[0] ?? 1;
		while (next < keys.length) {
			bounds.push(keys[next] ?? '');
			next += sizes[bounds.length % sizes.length] ?? 1;
		}
		return bounds;
	}

	#read(key: Key, from = '', to: string | undefined, asOf: number): RawMember[] {
		const { truth } = this.guild;
		const chosen: { readonly member: RawMember; readonly at: string }[] = [];
		for (const [id, member] of truth.after(truth.countAt(asOf))) {
			const at = key(id);
			if (at >= from && (to === undefined || at < to)) chosen.push({ member, at });
		}
		return chosen.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ member }) => member);
	}

	#emit(body: Omit<ChunkPayload, 'guild_id'>): void {
		const isFull = body.chunk_count > 1 || body.members.length > 100;
		this.gateway.emit('GUILD_MEMBERS_CHUNK', { guild_id: this.guild.id, ...body }, () => {
			if (isFull) this.isShutKnown = true;
		});
	}
}

export function byNumber(id: string): string {
	return id.padStart(20, '0');
}

/** An order that has nothing to do with that of the ids. */
function scrambled(id: string): string {
	return [...id].reverse().join('');
}
