import type { GuildMember } from 'discord.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { NO_ROW } from '../../roster/columns/Columns.js';

/** A client may have thousands of guilds, and an empty Map or Set takes 200 bytes. These are never changed. */
const NOBODY: ReadonlySet<string> = new Set();
const NO_MEMBERS: ReadonlyMap<string, GuildMember> = new Map();

/** The members of a guild whose row is not read: something else stands for them, or they are hidden. */
export class MembersApart {
	/** Objects that are kept whether or not anybody holds them, some of them beside a row: the bot, and what no row says. */
	readonly kept: Map<string, GuildMember>;
	/** Members who were deleted from the cache, and still have a row. */
	#hidden: ReadonlySet<string> = NOBODY;
	/** Members whose row may change or go before discord.js has handled the dispatch that says so. */
	#pinned: ReadonlyMap<string, GuildMember> = NO_MEMBERS;
	/** Their ids by their rows; `undefined`: to be found out. */
	#rows: Map<number, string> | undefined;

	constructor(kept: Iterable<[string, GuildMember]>) {
		this.kept = new Map(kept);
	}

	get hidden(): ReadonlySet<string> {
		return this.#hidden;
	}

	get pinned(): ReadonlyMap<string, GuildMember> {
		return this.#pinned;
	}

	/** The object that stands for the member, if there is one. */
	get(id: string): GuildMember | undefined {
		return this.kept.get(id) ?? this.#pinned.get(id);
	}

	has(id: string): boolean {
		return this.kept.has(id) || this.#pinned.has(id);
	}

	/** The rows of the view that are not read. It is another map after each change. */
	rowsIn(view: ColumnsView): ReadonlyMap<number, string> {
		this.#rows ??= this.#findRows(view);
		return this.#rows;
	}

	/** Something has changed, or the rows have. */
	noteChange(): void {
		this.#rows = undefined;
	}

	keep(id: string, member: GuildMember): void {
		this.kept.set(id, member);
		this.noteChange();
	}

	hide(id: string): void {
		if (this.#hidden === NOBODY) this.#hidden = new Set();
		(this.#hidden as Set<string>).add(id);
		this.noteChange();
	}

	/** Nobody is hidden from now on. */
	showAll(): void {
		this.#hidden = NOBODY;
	}

	pin(id: string, member: GuildMember): void {
		this.#pinned = new Map([...this.#pinned, [id, member]]);
		this.noteChange();
	}

	unpinAll(): void {
		this.#pinned = NO_MEMBERS;
		this.noteChange();
	}

	/** Nothing stands for the member any more. */
	forget(id: string): void {
		this.kept.delete(id);
		if (this.#pinned.has(id)) this.#pinned = new Map([...this.#pinned].filter(([pinned]) => pinned !== id));
		this.noteChange();
	}

	#findRows(view: ColumnsView): Map<number, string> {
		const rows = new Map<number, string>();
		for (const ids of [this.kept.keys(), this.#pinned.keys(), this.#hidden]) {
			for (const id of ids) {
				const row = view.rowOf(id);
				if (row !== NO_ROW) rows.set(row, id);
			}
		}
		return rows;
	}
}
