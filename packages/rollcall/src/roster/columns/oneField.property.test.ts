import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { RawMember } from '../../interfaces/ITransport.js';
import { parseSnowflake } from '../../payloads/snowflake.js';
import { aRandomMember } from '../../tests/randomMembers.js';
import { Columns } from './Columns.js';
import { placeOf, STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from './fields.js';
import { MemberCodec } from './MemberCodec.js';

function columnsOf(members: readonly RawMember[], fields: 'all' | readonly string[]): Columns {
	const columns = new Columns(new MemberCodec(fields));
	for (const member of members) {
		const id = { low: 0, high: 0 };
		parseSnowflake(member.user.id, id);
		columns.put(id, member);
	}
	return columns;
}

const someFields = fc.oneof(
	fc.constant('all' as const),
	fc.subarray([...STORED_MEMBER_FIELDS, ...STORED_USER_FIELDS].map(({ name }) => name).concat('joined_at')),
);

it('reads one field of a row as it reads the whole row', () => {
	fc.assert(
		fc.property(fc.array(aRandomMember(), { minLength: 1, maxLength: 8 }), someFields, (members, fields) => {
			const columns = columnsOf(members, fields);
			for (let row = 0; row < columns.rowCount; row++) {
				const whole = columns.read(row, columns.rowCount);
				for (const [place, { key }] of STORED_MEMBER_FIELDS.entries()) {
					expect(columns.rows.readOfMember(row, place), key).toEqual((whole as never)[key]);
				}
				for (const [place, { key }] of STORED_USER_FIELDS.entries()) {
					expect(columns.rows.readOfUser(row, place), key).toEqual((whole.user as never)[key]);
				}
			}
		}),
		{ numRuns: 100 * inject('depth') },
	);
});

it('reads the time of joining as Date.parse does', () => {
	fc.assert(
		fc.property(aRandomMember(), (member) => {
			const columns = columnsOf([member], 'all');
			if (!columns.rows.isPlain(0)) return;
			const text: unknown = member.joined_at;
			expect(columns.rows.readJoinedMs(0)).toBe(typeof text === 'string' ? Date.parse(text) : text);
		}),
		{ numRuns: 100 * inject('depth') },
	);
});

it('knows no field by a wrong name', () => {
	expect(placeOf(STORED_USER_FIELDS, 'username')).toBe(0);
	expect(() => placeOf(STORED_USER_FIELDS, 'nick')).toThrow(RangeError);
});
