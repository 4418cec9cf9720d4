import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { aMember } from '../../tests/aMember.js';
import { Columns } from './Columns.js';
import { MemberCodec } from './MemberCodec.js';

const event = fc.tuple(fc.constantFrom('put', 'remove', 'deleteRole'), fc.integer({ min: 1, max: 6 }), fc.nat(3));

it('gives the rows in the order of a map, for a reader of any moment', () => {
	fc.assert(
		fc.property(fc.array(event, { maxLength: 40 }), (events) => {
			const columns = new Columns(new MemberCodec());
			const map = new Map<string, string>();
			const moments: [bound: number, members: [string, string][]][] = [];
			for (const [kind, low, version] of events) {
				const id = String(low);
				if (kind === 'put') {
					columns.put({ low, high: 0 }, aMember(id, { nick: `nick${version}` }));
					map.set(id, `nick${version}`);
				} else if (kind === 'remove') {
					columns.remove({ low, high: 0 });
					map.delete(id);
				} else columns.deleteRole(id);
				moments.push([columns.rowCount, [...map]]);
			}
			for (const [bound, members] of moments) {
				const read = [...columns.inOrder(bound)].map((row) => columns.read(row, bound));
				expect(read.map(({ user, nick }) => [user.id, nick])).toEqual(members);
			}
		}),
		{ numRuns: 100 * inject('depth') },
	);
});
