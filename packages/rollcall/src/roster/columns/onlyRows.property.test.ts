import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { aMember } from '../../tests/aMember.js';
import { MemberTable } from '../MemberTable.js';

const ROWS = 32;
const change = fc.record({
	kind: fc.constantFrom('join', 'change', 'leave', 'role'),
	id: fc.integer({ min: 1, max: 60 }),
});

function take(table: MemberTable, { kind, id }: { kind: string; id: number }, count: number): void {
	const userId = String(id);
	if (kind === 'leave') table.delete(userId);
	else if (kind === 'role') table.apply({ type: 'roleDelete', roleId: userId });
	else table.set(aMember(userId, kind === 'join' ? {} : { nick: `name ${count}` }));
}

describe('the rows of members who have no other row', () => {
	it('are those that are current, and neither replace a row nor are replaced', () => {
		fc.assert(
			fc.property(fc.array(change, { maxLength: 120 }), fc.nat(140), (changes, bound) => {
				const table = new MemberTable();
				for (const [count, one] of changes.entries()) take(table, one, count);
				const { columns } = table;
				const seen = Math.min(bound, columns.rowCount);
				const rowsOf = new Map<string, number>();
				for (let row = 0; row < columns.rowCount; row++) {
					rowsOf.set(columns.idOf(row), (rowsOf.get(columns.idOf(row)) ?? 0) + 1);
				}
				for (let first = 0; first < columns.rowCount; first += ROWS) {
					const bits = columns.onlyRows(first, seen);
					for (let row = first; row < first + ROWS; row++) {
						const isOnly = row < seen && !columns.isNobody(row) && rowsOf.get(columns.idOf(row)) === 1;
						expect((bits >>> (row - first)) & 1, `row ${row}`).toBe(isOnly ? 1 : 0);
					}
				}
			}),
			{ numRuns: 100 * inject('depth') },
		);
	});
});
