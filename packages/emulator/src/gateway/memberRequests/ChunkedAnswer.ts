import { type APIGuildMember, GatewayDispatchEvents } from 'discord-api-types/v10';
import type { BoundFault, FaultAction } from '../../faults/index.js';
import type { GuildWorld } from '../../world/index.js';
import type { GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';
import type { MemberSource } from './MemberSource.js';
import type { MemberRequest } from './parseMemberRequest.js';
import { type ChunkPlan, type PlannedChunk, planChunks } from './planChunks.js';

/** The surroundings of an answer. */
export interface ChunkedAnswerSetup {
	readonly context: GatewayContext;
	readonly session: Session;
	readonly guild: GuildWorld;
	readonly request: MemberRequest;
	readonly source: MemberSource;
	readonly fault: Partial<BoundFault>;
	readonly act: (action: FaultAction<void>) => void;
}

/** Sends the chunks of one request at the pace of the options. It stops early if the session or the guild is gone. */
export class ChunkedAnswer {
	readonly #setup: ChunkedAnswerSetup;
	readonly #plan: ChunkPlan;
	#sent = 0;
	/** When the next chunk is due on the clock. */
	#dueAt = 0;
	#cancel: () => void = () => undefined;
	#forget: () => void = () => undefined;

	constructor(setup: ChunkedAnswerSetup) {
		const { context, source, fault } = setup;
		this.#setup = setup;
		this.#plan = planChunks(source.size, context.options.chunkSize, context.faults.random, fault);
	}

	/** Begins after the latency of the options and the delay of the fault. */
	start(): void {
		const { context, session, fault } = this.#setup;
		this.#forget = session.onEnd(() => this.#cancel());
		this.#later(context.options.requestLatency + (fault.delay ?? 0), () => this.#begin());
	}

	#begin(): void {
		const { fault } = this.#setup;
		this.#dueAt = this.#setup.context.clock.now();
		if (fault.before) this.#act(fault.before);
		this.#actAfter();
		this.#step();
	}

	#step(): void {
		// If a client reads slowly, it gets its chunks slowly. So they do not pile up in memory.
		this.#setup.session.whenKeepingUp(() => this.#sendNext());
	}

	#sendNext(): void {
		const { session, guild } = this.#setup;
		const chunk = this.#plan.row[this.#sent];
		if (!chunk || session.ended || !guild.available) {
			this.#forget();
			return;
		}
		this.#sent += 1;
		this.#send(chunk);
		this.#actAfter();
		this.#laterBy(this.#paceMs(chunk));
	}

	#send(chunk: PlannedChunk): void {
		const { session, guild, request, source, fault } = this.#setup;
		const members = this.#membersOf(chunk);
		session.dispatch(GatewayDispatchEvents.GuildMembersChunk, {
			guild_id: guild.id,
			members,
			chunk_index: chunk.index,
			chunk_count: this.#plan.count,
			...(source.notFound && { not_found: source.notFound }),
			...(request.presences && { presences: members.flatMap(({ user }) => guild.presences.of(user.id) ?? []) }),
			...(request.nonce !== undefined && !fault.stripNonce && { nonce: request.nonce }),
		});
	}

	#membersOf({ from, length }: PlannedChunk): APIGuildMember[] {
		const { source, fault } = this.#setup;
		const omitted = new Set(fault.omit);
		const all = source.members(from, length);
		const members = omitted.size > 0 ? all.filter(({ user }) => !omitted.has(user.id)) : all;
		const copies = Math.min(fault.repeatRows ?? 0, members.length - 1);
		return copies > 0 ? members.fill(members[0] as APIGuildMember, -copies) : members;
	}

	#actAfter(): void {
		const { after } = this.#setup.fault;
		if (after && after.chunks === this.#sent) this.#act(after.do);
	}

	#act(action: FaultAction<void>): void {
		// In the order of the dispatches, so that the bot sees it after the earlier chunks.
		this.#setup.session.inOrder(() => this.#setup.act(action));
	}

	#paceMs({ length }: PlannedChunk): number {
		const { context, fault } = this.#setup;
		const { membersPerSecond } = context.options;
		return fault.delayEach ?? (membersPerSecond > 0 ? (length / membersPerSecond) * 1000 : 0);
	}

	/** A chunk that comes a little late does not delay the next. After a client that read slowly, none hurries. */
	#laterBy(paceMs: number): void {
		const now = this.#setup.context.clock.now();
		this.#dueAt = Math.max(this.#dueAt + paceMs, now);
		this.#later(this.#dueAt - now, () => this.#step());
	}

	#later(ms: number, run: () => void): void {
		if (ms > 0) {
			this.#cancel = this.#setup.context.clock.after(ms, run);
			return;
		}
		// Without a pace, the emulator still serves others between two chunks.
		const immediate = setImmediate(run);
		this.#cancel = () => clearImmediate(immediate);
	}
}
