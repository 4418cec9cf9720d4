import type { IdWords } from '../payloads/snowflake.js';
import { ColumnsView, type RolesThere } from './ColumnsView.js';
import { BlockReader } from './columns/BlockReader.js';
import { BlockWriter, FLOAT_BYTES, WORD_BYTES, WORDS } from './columns/BlockWriter.js';
import { Columns } from './columns/Columns.js';
import { STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from './columns/fields.js';
import { codecOf } from './columns/MemberCodec.js';
import { emptyRowData } from './columns/MemberRows.js';

/** Columns with other fields are not understood here. */
export const ROW_FORMAT: string = [...STORED_MEMBER_FIELDS, ...STORED_USER_FIELDS].map(({ name }) => name).join();

const id: IdWords = { low: 0, high: 0 };
/** What a row says, while it is copied. */
const data = emptyRowData();
const ROW_BYTES = FLOAT_BYTES + WORDS * WORD_BYTES;

/** What all blocks of a list have in common. */
export interface ListFacts {
	readonly format: string;
	readonly fields: 'all' | readonly string[];
	readonly size: number;
	/** Whether it is known which roles the guild has. */
	readonly knowsRoles: boolean;
}

/** What a block says beside its bytes. */
export interface BlockFacts {
	readonly rows: number;
	readonly roles: readonly string[];
	/** Those of them that the guild does not have. */
	readonly noRoles: readonly string[];
	/** The role sets, as places in `roles`. */
	readonly sets: readonly (readonly number[])[];
}

export interface RowBlock {
	readonly facts: BlockFacts;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

export function factsOf({ columns, size, existing }: ColumnsView): ListFacts {
	return { format: ROW_FORMAT, fields: columns.codec.kept, size, knowsRoles: existing !== undefined };
}

/**
 * The members of a view in blocks, in order. Each is made when it is asked for.
 *
 * @param blockBytes - about how large a block is
 */
export function* blocksOf(view: ColumnsView, blockBytes: number): Generator<RowBlock, undefined> {
	const rows = view.rowList();
	const { columns } = view;
	for (let from = 0; from < rows.length; ) {
		let bytes = 0;
		let to = from;
		while (to < rows.length && (to === from || bytes < blockBytes)) {
			columns.rows.dataOf(rows[to++] as number, data);
			bytes += ROW_BYTES + data.end - data.start;
		}
		yield blockOf(view, rows.subarray(from, to), bytes - (to - from) * ROW_BYTES);
		from = to;
	}
}

function blockOf({ columns, bound, existing }: ColumnsView, rows: Uint32Array, size: number): RowBlock {
	const block = new BlockWriter(rows.length, size);
	const roles = new Map<string, number>();
	const sets: number[][] = [];
	const numbers = new Map<number, number>();
	const placeOf = (id: string) => {
		const place = roles.get(id) ?? roles.size;
		roles.set(id, place);
		return place;
	};
	for (const row of rows) {
		const set = columns.rows.roleSet[row] as number;
		let number = numbers.get(set);
		if (number === undefined) {
			number = sets.push(columns.rows.roles.rolesOf(set, bound).map(placeOf)) - 1;
			numbers.set(set, number);
		}
		columns.rows.dataOf(row, data);
		block.add(columns.idLow[row] as number, columns.idHigh[row] as number, number, data);
	}
	const ids = [...roles.keys()];
	const noRoles = existing ? ids.filter((id) => !existing.has(id)) : [];
	return { facts: { rows: rows.length, roles: ids, noRoles, sets }, bytes: block.bytes };
}

function roleAt(roles: readonly string[], place: number): string {
	const role = roles[place];
	if (role === undefined) throw new RangeError('A role set names no role.');
	return role;
}

/** Puts the blocks of a list together again. */
export class BlockList {
	readonly #columns: Columns;
	readonly #noRoles = new Set<string>();
	readonly #existing: RolesThere | undefined;

	/** @throws RangeError if the list comes from columns with other fields */
	constructor({ format, fields, size, knowsRoles }: ListFacts) {
		if (format !== ROW_FORMAT) throw new RangeError('The columns have other fields.');
		this.#columns = new Columns(codecOf(fields), size);
		this.#existing = knowsRoles ? { has: (id) => !this.#noRoles.has(id) } : undefined;
	}

	/** Members so far. */
	get size(): number {
		return this.#columns.size;
	}

	/** @throws RangeError if it cannot be the next block of the list */
	add({ rows, roles, noRoles, sets }: BlockFacts, bytes: Uint8Array): void {
		const columns = this.#columns;
		const block = new BlockReader(bytes, rows);
		for (const id of noRoles) this.#noRoles.add(id);
		const numbers = sets.map((places) => columns.rows.roles.intern(places.map((place) => roleAt(roles, place))));
		for (let row = 0; row < rows; row++) {
			block.dataOf(row, data);
			const roleSet = numbers[data.roleSet];
			if (roleSet === undefined) throw new RangeError('A row has no role set.');
			data.roleSet = roleSet;
			id.low = block.idLow[row] as number;
			id.high = block.idHigh[row] as number;
			if (columns.putData(id, data) !== 'new') throw new RangeError('A member is in the list twice.');
		}
	}

	/** The members so far; later ones do not show in it. */
	view(): ColumnsView {
		return new ColumnsView(this.#columns, this.#columns.rowCount, this.#columns.size, undefined, this.#existing);
	}
}
