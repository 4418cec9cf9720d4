import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IdWords, parseSnowflake } from '../payloads/snowflake.js';
import { aMember } from '../tests/aMember.js';
import { MemberTable } from './MemberTable.js';
import { SharedSlots } from './SharedSlots.js';

const TABLES = 12;
const USERS = 60;
const place = { table: fc.nat(TABLES - 1), user: fc.nat(USERS - 1) };
const step = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('join', 'leave'), ...place }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('add', 'remove'), ...place }) },
);

function wordsOf(user: number): IdWords {
	const words: IdWords = { low: 0, high: 0 };
	parseSnowflake(String(1_000_000 + user * 4_194_304), words);
	return words;
}

/** Tables that tell the slots who comes and who goes, for as long as these follow them. */
class Tables {
	readonly slots = new SharedSlots();
	readonly all = Array.from({ length: TABLES }, () => new MemberTable());

	take({ kind, table: index, user }: { kind: string; table: number; user: number }): void {
		const table = this.all[index] as MemberTable;
		const id = String(1_000_000 + user * 4_194_304);
		if (kind === 'add' && !this.slots.has(table)) {
			this.slots.add(table);
			table.watcher = {
				onJoin: (one, low, high) => this.slots.enter(one, low, high),
				onLeave: (one, low, high) => this.slots.leave(one, low, high),
			};
		} else if (kind === 'remove') {
			table.watcher = undefined;
			this.slots.remove(table);
		} else if (kind === 'join') table.set(aMember(id));
		else if (kind === 'leave') table.delete(id);
	}
}

describe('SharedSlots', () => {
	it('says whether any table beside one has a user, whatever has come and gone', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
				const tables = new Tables();
				for (const one of steps) tables.take(one);
				const followed = tables.all.filter((table) => tables.slots.has(table));
				for (let user = 0; user < USERS; user++) {
					const { low, high } = wordsOf(user);
					const having = followed.filter((table) => table.hasWords(low, high));
					expect(new Set(tables.slots.find(low, high, undefined))).toEqual(new Set(having));
					for (const own of tables.all) {
						expect(tables.slots.isBeside(own, low, high)).toBe(having.some((table) => table !== own));
					}
				}
			}),
		);
	});
});
