import type { RawMember } from '../interfaces/ITransport.js';
import { type EventLog, REPLICA_LAG_MS } from '../sync/EventLog.js';
import type { MemberEvent } from '../sync/MemberEvent.js';
import type { ColumnsView } from './ColumnsView.js';
import { MemberTable, type TableOptions } from './MemberTable.js';

/**
 * A roster in the making: chunk and page data under the live events. What an event said since (or shortly before) the
 * data was asked for wins over the data, key by key; who left stays out, who joined stays in.
 */
export class Draft {
	/** The rows themselves; a proven draft's become the roster's. */
	readonly table: MemberTable;
	/** Users of whom nothing was to be kept, and who may be members all the same. */
	readonly #forgotten = new Set<string>();
	/** Monotonic ms: events before it are in all data that will come. */
	readonly #since: number;

	/** @param startedAt - monotonic ms at which the first request for its data is about to be sent */
	constructor(
		private readonly log: EventLog,
		readonly startedAt: number,
		options: TableOptions = {},
	) {
		this.table = new MemberTable(options);
		this.#since = startedAt - REPLICA_LAG_MS;
		for (const userId of log.usersSince(this.#since)) {
			const verdict = log.verdict(userId, this.#since);
			if (verdict?.kind === 'whole') this.table.set(verdict.member);
		}
	}

	get size(): number {
		return this.table.size;
	}

	/** Users of whom events have told something since its data may have been read: by so many its size may be off. */
	get changedCount(): number {
		return [...this.log.usersSince(this.#since)].length;
	}

	has(userId: string): boolean {
		return this.table.has(userId);
	}

	/** Takes members of an answer that was asked for at `askedAt` (monotonic ms). */
	ingest(members: readonly RawMember[], askedAt: number): void {
		const since = askedAt - REPLICA_LAG_MS;
		for (const member of members) {
			const verdict = this.log.verdict(member.user.id, since);
			if (verdict === undefined || verdict.kind === 'patch') this.table.set(this.log.patched(member, verdict, since));
			else if (verdict.kind === 'whole' && !verdict.rejoined && !verdict.flagsTold)
				this.#takeFlags(member, verdict.member);
			else if (verdict.kind === 'unknown' && !this.table.has(member.user.id)) this.#forgotten.add(member.user.id);
		}
	}

	/** Flags change without an event, so data of the same membership as a join knows them better than the join. */
	#takeFlags({ user, joined_at, flags }: RawMember, joined: RawMember): void {
		const row = this.table.get(user.id);
		if (row && joined_at !== null && joined.joined_at === joined_at) this.table.set({ ...row, flags });
	}

	/** Takes members of whom nothing better is known: data that belongs to no request of ours. */
	fill(members: readonly RawMember[]): void {
		this.ingest(
			members.filter(({ user }) => !this.table.has(user.id)),
			this.startedAt,
		);
	}

	/** A live event, after the log has recorded it. */
	apply(event: MemberEvent): void {
		if (event.type === 'remove') this.#forgotten.delete(event.userId);
		this.table.apply(event);
	}

	/** Keeps nothing of the user until he is named again. */
	forget(userId: string): void {
		if (this.table.erase(userId)) this.#forgotten.add(userId);
	}

	/** Whether somebody was forgotten of whom nothing has been heard since. */
	get lacksForgotten(): boolean {
		return this.#forgotten.size > 0;
	}

	/** A lookup has told that the user is no member. */
	dismiss(userId: string): void {
		this.log.dismiss(userId);
		this.#forgotten.delete(userId);
	}

	/** Users whom an event proves to be members, or who were forgotten, and whom no data has named. */
	doubts(): string[] {
		const doubts = [...this.#forgotten].filter((userId) => !this.table.has(userId));
		for (const userId of this.log.usersSince(this.#since)) {
			if (this.table.has(userId) || this.#forgotten.has(userId)) continue;
			const verdict = this.log.verdict(userId, this.#since);
			const isDoubted = verdict?.kind === 'unknown' || (verdict?.kind === 'patch' && verdict.provesMembership);
			if (isDoubted) doubts.push(userId);
		}
		return doubts;
	}

	view(): ColumnsView {
		return this.table.view();
	}
}
