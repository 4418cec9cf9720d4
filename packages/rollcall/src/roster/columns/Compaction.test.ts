import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aMember } from '../../tests/aMember.js';
import { ColumnsView } from '../ColumnsView.js';
import { Columns } from './Columns.js';
import { Compaction } from './Compaction.js';
import { MemberCodec } from './MemberCodec.js';

const user = fc.integer({ min: 1, max: 12 });
const role = fc.constantFrom('101', '102', '103');
const change = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ user, roles: fc.uniqueArray(role), nick: fc.string({ maxLength: 3 }) }) },
	{ weight: 3, arbitrary: fc.record({ leaver: user }) },
	{ weight: 1, arbitrary: fc.record({ deleted: role }) },
	{ weight: 6, arbitrary: fc.record({ rows: fc.integer({ min: 1, max: 4 }) }) },
);

function contents(columns: Columns) {
	const view = new ColumnsView(columns, columns.rowCount, columns.size);
	const rows = [...view].sort((a, b) => Number(a.user.id) - Number(b.user.id));
	const order = [...columns.inOrder(columns.rowCount)].map((row) => columns.idOf(row));
	return {
		size: view.size,
		rows,
		order,
		roles: [...view.roleCounts()].sort(),
		without: [...view.withoutRoles().ids()].sort(),
	};
}

it('takes over past changes and those of the meantime, in steps of any size', () => {
	fc.assert(
		fc.property(fc.array(change, { maxLength: 80 }), fc.nat(60), (changes, begin) => {
			const columns = new Columns(new MemberCodec());
			let compaction: Compaction | undefined;
			for (const [index, change] of changes.entries()) {
				if (index === begin) compaction = new Compaction(columns);
				if ('rows' in change) compaction?.step(change.rows);
				else if ('leaver' in change) columns.remove({ low: change.leaver, high: 0 });
				else if ('deleted' in change) columns.deleteRole(change.deleted);
				else {
					const { user: id, ...fields } = change;
					columns.put({ low: id, high: 0 }, aMember(String(id), fields));
				}
			}
			compaction ??= new Compaction(columns);
			expect(compaction.step(Number.POSITIVE_INFINITY)).toBe(true);
			expect(contents(compaction.columns)).toEqual(contents(columns));
		}),
		{ numRuns: 2_000 },
	);
});

it('is done in the step that takes the last row', () => {
	const columns = new Columns(new MemberCodec());
	for (let id = 1; id <= 10; id++) columns.put({ low: id, high: 0 }, aMember(String(id)));
	for (let id = 1; id <= 5; id++) columns.remove({ low: id, high: 0 });
	const compaction = new Compaction(columns);
	expect(compaction.step(14)).toBe(false);
	expect(compaction.step(1)).toBe(true);
	expect(compaction.columns.rowCount).toBeLessThan(columns.rowCount);
});
