import type { RawMember } from 'rollcall/standalone';
import { BYTE_ORDER_MARK, type Cell, idCell, plainIds, toCsvText } from 'rollcall-csv';
import { type FieldName, fieldOf, type Value } from './fields.js';

export const FORMATS = ['csv', 'jsonl', 'json'] as const;

export type Format = (typeof FORMATS)[number];

/** What an export writes of each member, and how. */
export interface Layout {
	readonly format: Format;
	readonly fields: readonly FieldName[];
	/** Ids that a spreadsheet takes for texts. */
	readonly excel: boolean;
	/** The names of the guild's roles by their ids. */
	readonly roleNames: ReadonlyMap<string, string>;
}

/** Writes members in one format, batch by batch. */
export interface Writer {
	begin(): string;
	batch(members: readonly RawMember[], isFirst: boolean): string;
	end(): string;
}

export function writerOf(layout: Layout): Writer {
	return layout.format === 'csv' ? csv(layout) : layout.format === 'jsonl' ? jsonLines(layout) : json(layout);
}

function csv({ fields, excel, roleNames }: Layout): Writer {
	const columns = fields.map((name) => ({ ...fieldOf(name) }));
	const rowOf = (member: RawMember) => columns.map(({ kind, read }) => cellOf(read(member, roleNames), kind, excel));
	return {
		begin: () => `${excel ? BYTE_ORDER_MARK : ''}${toCsvText([fields])}`,
		batch: (members) => toCsvText(members.map(rowOf)),
		end: () => '',
	};
}

function cellOf(value: Value, kind: 'id' | 'ids' | 'texts' | undefined, excel: boolean): Cell {
	const texts = typeof value === 'object' && value !== null ? value : [String(value)];
	if (kind === 'texts') return texts.join('; ');
	if (kind !== undefined) return excel ? texts.map(idCell).join('; ') : plainIds(texts);
	return value as Cell;
}

function jsonLines(layout: Layout): Writer {
	const record = recordOf(layout);
	const line = (member: RawMember) => `${JSON.stringify(record(member))}\n`;
	return { begin: () => '', batch: (members) => members.map(line).join(''), end: () => '' };
}

/** An array with a member in each line. */
function json(layout: Layout): Writer {
	const record = recordOf(layout);
	return {
		begin: () => '[',
		batch: (members, isFirst) =>
			members
				.map((member, index) => `${isFirst && index === 0 ? '' : ','}\n${JSON.stringify(record(member))}`)
				.join(''),
		end: () => '\n]\n',
	};
}

function recordOf({ fields, roleNames }: Layout): (member: RawMember) => Record<string, Value> {
	const readers = fields.map((name) => [name, fieldOf(name)] as const);
	return (member) => Object.fromEntries(readers.map(([name, { read }]) => [name, read(member, roleNames)]));
}
