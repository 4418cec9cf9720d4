import type { RawMember } from '../interfaces/ITransport.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Put } from '../roster/columns/Columns.js';
import type { MemberEvent, MemberPatch } from '../roster/MemberEvent.js';
import { type MemberList, ParsedMembers } from '../roster/MemberList.js';
import { MemberTable, type TableOptions } from '../roster/MemberTable.js';
import type { Lookup } from '../sync/Lookup.js';
import type { RecentEvents } from '../sync/RecentEvents.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';

/** Members that an answer has more than once. */
export interface Repeats {
	readonly count: number;
	/** Ids of those with other data than before. */
	readonly contradictions: readonly string[];
}

interface FoundRepeats {
	count: number;
	readonly contradictions: string[];
}

/** The fields of a member that events have changed. */
interface Patched {
	readonly patch: MemberPatch;
}

/**
 * A roster in the making: chunk and page data, with the live events laid over. If an event came after the data was asked
 * for, or shortly before, it wins over the data, key by key. Members who left stay out, and members who joined stay in.
 */
export class Draft {
	/** The rows. Those of a proven draft become the roster's. */
	readonly table: MemberTable;
	/** Users who had to be forgotten, and who may still be members. */
	readonly #forgotten = new Set<string>();
	/** Users with two different rows in one answer. */
	readonly #contradicted = new Set<string>();
	/** Users who are no members by a lookup, with the monotonic ms at which it was asked. */
	readonly #dismissed = new Map<string, number>();
	/** Monotonic ms. All data that will come contains the events before it. */
	readonly #since: number;

	/** @param startedAt - monotonic ms at which the first request for its data is about to be sent */
	constructor(
		private readonly log: RecentEvents,
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

	/** How many users joined or left since its data may have been read. Its size may be off by as many. */
	get movedCount(): number {
		return [...this.log.movedSince(this.#since)].length;
	}

	/** The same for users whose id is in a range. */
	movedWithin(isInside: (userId: string) => boolean): number {
		return [...this.log.movedSince(this.#since)].filter(isInside).length;
	}

	has(userId: string): boolean {
		return this.table.has(userId);
	}

	/**
	 * Takes members of an answer that was asked for at `askedAt` (monotonic ms).
	 *
	 * @returns the members that the draft had already, not counting those it knew from a join
	 */
	ingest(members: readonly RawMember[] | MemberList, askedAt: number): Repeats {
		return this.#take(listOf(members), askedAt);
	}

	/** @param except - members who are not taken */
	#take(members: MemberList, askedAt: number, except?: ReadonlySet<string>): Repeats {
		const since = askedAt - REPLICA_LAG_MS;
		const repeats: FoundRepeats = { count: 0, contradictions: [] };
		for (let index = 0; index < members.length; index++) {
			if (!except && this.log.knowsNobody) {
				this.#enter(members, index, undefined, repeats); // without the text of the id, which takes time to make
				continue;
			}
			const id = members.idAt(index);
			if (except?.has(id)) continue;
			const verdict = this.log.verdict(id, since);
			if (verdict === undefined || verdict.kind === 'patch') this.#enter(members, index, verdict, repeats);
			else if (verdict.kind === 'whole' && verdict.isNew && !verdict.flagsTold)
				this.#takeFlags(members.get(index), verdict.member);
			else if (verdict.kind === 'unknown' && !this.table.has(id)) this.#forgotten.add(id);
		}
		return repeats;
	}

	/** Puts a member into the table, and notes if they are there already. */
	#enter(members: MemberList, index: number, told: Patched | undefined, repeats: FoundRepeats): void {
		const put = this.#put(members, index, told);
		if (put === 'new') return;
		const id = members.idAt(index);
		if (this.#hasJoined(id)) return;
		repeats.count++;
		if (put === 'changed' && this.table.hasChanged(id)) repeats.contradictions.push(id);
	}

	#put(members: MemberList, index: number, told: Patched | undefined): Put {
		const isTrue = told === undefined && (this.log.knowsNoDeletion || !this.log.namesDeleted(members.rolesOf(index)));
		return isTrue ? this.table.take(members, index) : this.table.set(this.log.patched(members.get(index), told));
	}

	/** One answer has two different rows for each of these users, and nobody knows which is true. */
	contradict(userIds: readonly string[]): void {
		for (const userId of userIds) this.#contradicted.add(userId);
	}

	/** Flags change without an event, so data about a membership that has just begun has newer ones than the join. */
	#takeFlags({ user, joined_at, flags }: RawMember, joined: RawMember): void {
		const row = this.table.get(user.id);
		if (row && joined_at !== null && joined.joined_at === joined_at) this.table.set({ ...row, flags });
	}

	#hasJoined(userId: string): boolean {
		return this.log.verdict(userId, this.#since)?.kind === 'whole';
	}

	/** Takes data that belongs to no request of ours, for members without better data. */
	fill(answer: readonly RawMember[] | MemberList): void {
		const members = listOf(answer);
		this.#take(members, this.startedAt, new Set(members.ids.filter((id) => this.table.has(id))));
	}

	/** A live event, after the log has recorded it. */
	apply(event: MemberEvent): void {
		if (event.type === 'remove') this.#forgotten.delete(event.userId);
		// Both settle what is known of the member, whatever the answer said twice.
		if (event.type === 'add' || event.type === 'remove') this.#contradicted.delete(event.userId);
		this.table.apply(event);
	}

	/** Keeps nothing of the user until Discord names them again. */
	forget(userId: string): void {
		if (this.table.erase(userId)) this.#forgotten.add(userId);
	}

	/** Whether a user was forgotten, and nothing has come about them since. */
	get lacksForgotten(): boolean {
		return this.#forgotten.size > 0;
	}

	/** Takes the answer of a lookup, unless there was a join that may be newer. */
	settle({ userId, member, askedAt }: Lookup): void {
		this.#contradicted.delete(userId);
		this.#forgotten.delete(userId);
		if (member) {
			this.ingest([member], askedAt);
			return;
		}
		this.#dismissed.set(userId, askedAt);
		if (this.log.verdict(userId, askedAt - REPLICA_LAG_MS)?.kind !== 'whole') this.table.delete(userId);
	}

	/** Users without certain data: an event proves that they are members, or they were forgotten, or their rows differ. */
	unconfirmed(): string[] {
		const unconfirmed = new Set([...this.#forgotten].filter((userId) => !this.table.has(userId)));
		for (const userId of this.#contradicted) unconfirmed.add(userId);
		for (const userId of this.log.usersSince(this.#since)) {
			if (!this.table.has(userId) && this.#isDoubted(userId)) unconfirmed.add(userId);
		}
		return [...unconfirmed];
	}

	#isDoubted(userId: string): boolean {
		const dismissedAt = this.#dismissed.get(userId) ?? this.startedAt;
		return this.log.leavesOpen(userId, Math.max(this.startedAt, dismissedAt), false);
	}

	view(): ColumnsView {
		return this.table.view();
	}
}

function listOf(members: readonly RawMember[] | MemberList): MemberList {
	return 'ids' in members ? members : new ParsedMembers(members);
}
