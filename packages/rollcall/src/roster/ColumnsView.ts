import type { RawMember } from '../interfaces/ITransport.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import type { RosterView } from '../interfaces/RosterView.js';
import { type IdWords, parseSnowflake } from '../payloads/snowflake.js';
import { checkQuery } from './checkQuery.js';
import { type Columns, NO_ROW } from './columns/Columns.js';
import { holds } from './holds.js';
import { lazyRecord } from './LazyRecord.js';
import { rowTest } from './rowTest.js';
import { UNCLONEABLE } from './uncloneable.js';

const id: IdWords = { low: 0, high: 0 };

/** The ids of the roles that a guild has. */
export type RolesThere = Pick<ReadonlySet<string>, 'has'>;

/**
 * The first rows of columns, or some of them, as a view. Rows are only ever added, so a bound is enough to keep a moment.
 */
export class ColumnsView implements RosterView {
	/** Structured clone would take the columns of all members, and leave out the code that reads them. It meets this first. */
	readonly uncloneable = UNCLONEABLE;
	readonly columns: Columns;
	readonly bound: number;
	readonly size: number;
	readonly #choose: (() => Uint32Array) | undefined;
	readonly #existing: RolesThere | undefined;
	#rows: Uint32Array | undefined;

	/**
	 * @param bound - rows that there were at the moment of the view
	 * @param size - members in the view
	 * @param choose - gives the rows of the members in it, rising; without it, the view has everybody who was a member
	 * @param existing - the roles that the guild had. An id that is none of them is no role; without it, each id is one
	 */
	constructor(columns: Columns, bound: number, size: number, choose?: () => Uint32Array, existing?: RolesThere) {
		this.columns = columns;
		this.bound = bound;
		this.size = size;
		this.#choose = choose;
		this.#existing = existing;
	}

	/** The same members, of whose role ids only these count as roles; all of them if that is not known. */
	knowing(existing: RolesThere | undefined): ColumnsView {
		const choose = this.#choose;
		return new ColumnsView(this.columns, this.bound, this.size, choose && (() => this.#chosen(choose)), existing);
	}

	/** The ids that count as roles; `undefined` if each one does. */
	get existing(): RolesThere | undefined {
		return this.#existing;
	}

	/** The row of the user; {@link NO_ROW} if they are not in the view. */
	rowOf(userId: string): number {
		// A plain Collection takes any key, such as that of an option that was not given.
		if (typeof userId !== 'string' || !parseSnowflake(userId, id)) return NO_ROW;
		const row = this.columns.rowOf(id.low, id.high, this.bound);
		return row === NO_ROW || !this.#choose || isIn(this.#chosen(this.#choose), row) ? row : NO_ROW;
	}

	/** The rows of the view, rising. */
	*rowNumbers(): Generator<number, undefined> {
		if (this.#choose) yield* this.#chosen(this.#choose);
		else for (let row = 0; row < this.bound; row++) if (this.columns.isCurrent(row, this.bound)) yield row;
	}

	/** The rows of the view, rising, as a list for a quick walk. */
	rowList(): Uint32Array {
		if (this.#choose) return this.#chosen(this.#choose);
		const { columns, bound } = this;
		const rows = new Uint32Array(this.size);
		let count = 0;
		for (let row = 0; row < bound; row++) if (columns.isCurrent(row, bound)) rows[count++] = row;
		return rows;
	}

	has(userId: string): boolean {
		return this.rowOf(userId) !== NO_ROW;
	}

	get(userId: string): RawMember | undefined {
		const row = this.rowOf(userId);
		return row === NO_ROW ? undefined : this.columns.read(row, this.bound);
	}

	/** The ids of everybody who was a member, in the order of a map: those who change keep their places. */
	*idsInPlace(): Generator<string, undefined> {
		const { columns, bound } = this;
		for (let row = 0; row < bound; row++) if (columns.rowInPlace(row, bound) !== NO_ROW) yield columns.idOf(row);
	}

	*ids(): Generator<string, undefined> {
		for (const row of this.rowNumbers()) yield this.columns.idOf(row);
	}

	*rows(): Generator<RawMember, undefined> {
		for (const row of this.rowNumbers()) yield this.columns.read(row, this.bound);
	}

	[Symbol.iterator](): Iterator<RawMember> {
		return this.rows();
	}

	toJSON(): RawMember[] {
		return [...this.rows()];
	}

	filter(choose: (member: RawMember) => boolean): ColumnsView {
		return this.where((row) => holds(choose, lazyRecord(this.columns, row, this.bound)));
	}

	pick(userIds: Iterable<string>): ColumnsView {
		const rows = new Set<number>();
		for (const userId of userIds) rows.add(this.rowOf(userId));
		rows.delete(NO_ROW);
		return this.of(Uint32Array.from(rows).sort());
	}

	/** The one user, if they are in the view. */
	only(userId: string): ColumnsView {
		const row = this.rowOf(userId);
		return this.of(row === NO_ROW ? new Uint32Array(0) : Uint32Array.of(row));
	}

	withRole(roleId: string): ColumnsView {
		const { columns, bound } = this;
		const { roles } = columns.rows;
		if (!this.#isLatest || !this.#isRole(roleId)) return this.withAnyRole([roleId]);
		// The rows are looked up only when somebody asks for them.
		const rows = () => columns.holders(roles.withAnyRole([roleId], bound), bound);
		return new ColumnsView(columns, bound, roles.holdersOf(roleId), rows, this.#existing);
	}

	withAnyRole(roleIds: Iterable<string>): ColumnsView {
		const roles = [...roleIds].filter((id) => this.#isRole(id));
		return this.#ofSets(this.columns.rows.roles.withAnyRole(roles, this.bound));
	}

	withAllRoles(roleIds: Iterable<string>): ColumnsView {
		const roles = [...roleIds];
		if (!roles.every((id) => this.#isRole(id))) return this.of(new Uint32Array(0));
		return this.#ofSets(this.columns.rows.roles.withAllRoles(roles, this.bound));
	}

	withoutRoles(): ColumnsView {
		return this.#ofSets(this.columns.rows.roles.withoutRoles(this.bound, (id) => this.#isRole(id)));
	}

	query(query: RosterQuery): ColumnsView {
		return this.where(this.#testOf(query));
	}

	count(query: RosterQuery): number {
		const isChosen = this.#testOf(query);
		let count = 0;
		this.#visit((row) => {
			if (isChosen(row)) count++;
		});
		return count;
	}

	roleCounts(): Map<string, number> {
		return new Map([...this.#idCounts()].filter(([id]) => this.#isRole(id)));
	}

	/** How many members hold each role id. */
	#idCounts(): Map<string, number> {
		const { roles, roleSet } = this.columns.rows;
		if (this.#isLatest) return roles.holdersOfAll();
		const members = new Uint32Array(roles.size);
		for (const row of this.rowNumbers()) (members[roleSet[row] as number] as number)++;
		return roles.countRoles(members, this.bound);
	}

	search(prefix: string, limit = Number.POSITIVE_INFINITY): ColumnsView {
		const wanted = prefix.toLowerCase();
		let left = limit;
		const isWanted = (name: string) => name.toLowerCase().startsWith(wanted);
		return this.where((row) => left > 0 && this.columns.rows.readNames(row).some(isWanted) && left-- > 0);
	}

	/** Everybody is in the view, and no row has been added since. */
	get #isLatest(): boolean {
		return this.#choose === undefined && this.bound === this.columns.rowCount;
	}

	/** The members whose role set is marked. */
	#ofSets(marks: Uint8Array): ColumnsView {
		const { columns, bound } = this;
		if (this.#choose) return this.where((row) => marks[columns.rows.roleSet[row] as number] === 1);
		return this.of(columns.holders(marks, bound));
	}

	/** The members for whose rows `isChosen` is true. */
	where(isChosen: (row: number) => boolean): ColumnsView {
		const rows: number[] = [];
		this.#visit((row) => {
			if (isChosen(row)) rows.push(row);
		});
		return this.of(Uint32Array.from(rows));
	}

	/** The rows of the view, rising: as {@link ColumnsView.rowNumbers}, and several times as quick. */
	#visit(visit: (row: number) => void): void {
		const { columns, bound } = this;
		if (this.#choose) this.#chosen(this.#choose).forEach(visit);
		else for (let row = 0; row < bound; row++) if (columns.isCurrent(row, bound)) visit(row);
	}

	#testOf(query: RosterQuery): (row: number) => boolean {
		const { codec, rows } = this.columns;
		return rowTest(checkQuery(query, codec.kept), rows, this.bound, (id) => this.#isRole(id));
	}

	/** The members of these rows, which are of this view and rise. */
	of(rows: Uint32Array): ColumnsView {
		return new ColumnsView(this.columns, this.bound, rows.length, () => rows, this.#existing);
	}

	#isRole(id: string): boolean {
		return this.#existing?.has(id) ?? true;
	}

	/** The view in parts of at most `size` members, in order. */
	parts(size: number): ColumnsView[] {
		const rows = this.#choose ? this.#chosen(this.#choose) : Uint32Array.from(this.rowNumbers());
		const count = Math.ceil(rows.length / size);
		return Array.from({ length: count }, (_, n) => this.of(rows.subarray(n * size, (n + 1) * size)));
	}

	#chosen(choose: () => Uint32Array): Uint32Array {
		this.#rows ??= choose();
		return this.#rows;
	}
}

/** Whether the rising rows contain the row. */
function isIn(rows: Uint32Array, row: number): boolean {
	let from = 0;
	let to = rows.length;
	while (from < to) {
		const middle = (from + to) >>> 1;
		if ((rows[middle] as number) < row) from = middle + 1;
		else to = middle;
	}
	return rows[from] === row;
}
