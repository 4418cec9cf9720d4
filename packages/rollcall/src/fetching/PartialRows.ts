import type { RawMember } from '../interfaces/ITransport.js';
import { inTurns } from '../pacing/inTurns.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { MemberEvent } from '../roster/MemberEvent.js';
import type { MemberList } from '../roster/MemberList.js';
import { MemberTable, type TableOptions } from '../roster/MemberTable.js';
import type { RecentEvents } from '../sync/RecentEvents.js';
import { Draft } from './Draft.js';

/** Everything that a fetch has learned in all its attempts, to be shown before or instead of a proven list. */
export class PartialRows {
	readonly #active = new Set<Draft>();
	/** The fullest of the attempts that failed. */
	#retired: Draft | undefined;
	/** Data that others asked for, from the first event or chunk on: most fetches see none. */
	#foreign: Draft | undefined;

	constructor(
		private readonly log: RecentEvents,
		private readonly startedAt: number,
		/** Calls back for each user who must be forgotten, also after the fetch; the returned function ends that. */
		private readonly listenForForgotten: (onForget: (userId: string) => void) => () => void,
		/** How drafts keep their members. */
		private readonly options: TableOptions = {},
		/** Called with the rows of each new attempt. */
		private readonly onOpen: (table: MemberTable) => void = () => {},
	) {
		if (!log.isEmpty) this.#openForeign(); // it knows who has just joined
	}

	/** A draft for a new attempt. Events keep it true until it is retired. */
	open(startedAt: number): Draft {
		const draft = new Draft(this.log, startedAt, this.options);
		this.#active.add(draft);
		this.onOpen(draft.table);
		return draft;
	}

	retire(draft: Draft): void {
		if (!this.#active.delete(draft)) return;
		if (draft.size > (this.#retired?.size ?? 0)) this.#retired = draft;
	}

	apply(event: MemberEvent): void {
		this.#openForeign();
		for (const draft of this.#all()) draft.apply(event);
	}

	forget(userId: string): void {
		for (const draft of this.#all()) draft.forget(userId);
	}

	fill(members: readonly RawMember[] | MemberList): void {
		this.#openForeign().fill(members);
	}

	/** Members in the fullest attempt. */
	get size(): number {
		return Math.max(0, ...this.#all().map((draft) => draft.size));
	}

	/**
	 * All of them together, as they are at this moment. If two hold the same member, the fullest attempt wins. Other work gets
	 * its turn in between, and whoever is forgotten then is in none of the rows.
	 */
	async gather(): Promise<MemberTable | undefined> {
		const [fullest, ...others] = this.#all().sort((a, b) => b.size - a.size);
		if (!fullest || others.every((draft) => draft.size === 0)) return fullest?.table;
		const union = new MemberTable(this.options);
		const forgotten = new Set<string>();
		const unlisten = this.listenForForgotten((userId) => forgotten.add(userId));
		const views = [fullest, ...others].map((draft) => draft.view());
		try {
			for (const view of views) await inTurns(union.fillFrom(view), () => {});
		} finally {
			unlisten();
		}
		for (const userId of forgotten) union.erase(userId);
		return union;
	}

	/** The members with these ids that are held, as they are now. */
	pick(ids: readonly string[]): ColumnsView[] {
		const left = new Set(ids);
		return this.#all().map((draft) => {
			const picked = draft.view().pick(left);
			for (const id of picked.ids()) left.delete(id);
			return picked;
		});
	}

	#all(): Draft[] {
		return [...this.#active, ...[this.#retired, this.#foreign].filter((draft) => draft !== undefined)];
	}

	#openForeign(): Draft {
		this.#foreign ??= new Draft(this.log, this.startedAt, { ...this.options, expected: 0 });
		return this.#foreign;
	}
}
