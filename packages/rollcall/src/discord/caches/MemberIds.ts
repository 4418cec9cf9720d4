import type { ColumnsView } from '../../roster/ColumnsView.js';
import type { MembersApart } from './MembersApart.js';

/** The members behind the cache of a guild, as far as a list of their ids needs them. */
export interface ListedMembers {
	/** The rows at this moment. */
	readonly view: ColumnsView;
	/** The rows are no longer behind the cache. */
	readonly isLeft: boolean;
	has(id: string): boolean;
	/** The row went before discord.js has handled the dispatch that says so. */
	isGhost(id: string): boolean;
}

/** The ids of the members behind the cache of a guild, in the order of a map, or in one that somebody has given. */
export class MemberIds {
	#order: Set<string> | undefined;

	constructor(
		private readonly members: ListedMembers,
		private readonly apart: MembersApart,
	) {}

	/** Somebody has given the order. */
	get isArranged(): boolean {
		return this.#order !== undefined;
	}

	arrange(ids: readonly string[]): void {
		this.#order = new Set(ids);
	}

	/** The order is that of the rows again. */
	disarrange(): void {
		this.#order = undefined;
	}

	forget(id: string): void {
		this.#order?.delete(id);
	}

	*all(): Generator<string, undefined> {
		const { view } = this.members;
		yield* this.#there(view);
		yield* this.#since(view);
	}

	/** Those that a walk over the rows of the view does not meet. */
	*behind(view: ColumnsView): Generator<string, undefined> {
		if (this.#order) yield* this.all();
		else {
			yield* this.#besideRows(view);
			yield* this.#since(view);
		}
	}

	*#there(view: ColumnsView): Generator<string, undefined> {
		const { members } = this;
		const order = this.#order;
		for (const id of order ?? []) if (members.has(id)) yield id;
		for (const id of view.idsInPlace()) if (!order?.has(id) && members.has(id)) yield id;
		for (const id of this.#besideRows(view)) if (!order?.has(id)) yield id;
	}

	*#besideRows(view: ColumnsView): Generator<string, undefined> {
		for (const id of this.apart.kept.keys()) if (!view.has(id)) yield id;
		for (const id of this.apart.pinned.keys()) if (!view.has(id) && this.members.isGhost(id)) yield id;
	}

	/** As in any map, what is added during a walk comes last. It is looked for only if there is anything. */
	*#since(view: ColumnsView): Generator<string, undefined> {
		const { members } = this;
		for (let before = view, now = members.view; now !== before && !members.isLeft; now = members.view) {
			for (const id of now.idsInPlace()) {
				if (!before.has(id) && !this.#order?.has(id) && members.has(id)) yield id;
			}
			before = now;
		}
	}
}
