import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MemberTable } from '../roster/MemberTable.js';
import { aMember } from '../tests/aMember.js';
import { GuildCopy } from './GuildCopy.js';

const TRUE = { isTrue: true, asOf: 100 };
const LATER = { asOf: 200, lookedAt: 300 };

/** A copy of three members that is followed. */
function aCopy() {
	const table = new MemberTable();
	for (const id of ['11', '12', '13']) table.set(aMember(id, { nick: `trace of ${id}` }));
	const copy = new GuildCopy('1');
	copy.start(table, TRUE, null);
	copy.isLive = true;
	return { copy, table };
}

const idsOf = (copy: GuildCopy) => [...copy.describe(LATER).view.ids()];

describe('the copy of a guild', () => {
	it('is as of the last word, and keeps the list of that moment while the owner does not vouch for it', () => {
		const { copy } = aCopy();
		copy.apply({ rows: [aMember('14')] }, 150);
		expect([copy.isTrue, copy.describe(LATER).asOf, idsOf(copy)]).toEqual([true, 200, ['11', '12', '13', '14']]);
		copy.apply({ state: { asOf: 160, why: 'the gateway session is cut' }, rows: [aMember('15')] }, 170);
		expect([copy.isTrue, copy.describe(LATER).asOf, idsOf(copy)]).toEqual([false, 170, ['11', '12', '13', '14']]);
		copy.apply({ state: { asOf: 180 } }, 180);
		expect([copy.isTrue, copy.describe(LATER).asOf, idsOf(copy).length]).toEqual([true, 200, 5]);
	});

	it('is true as of no later moment than the owner has looked at, whatever the clocks say', () => {
		const { copy } = aCopy();
		expect(copy.describe({ asOf: 900, lookedAt: 300 }).asOf).toBe(300);
	});

	it('lacks somebody who was forgotten until the owner vouches for it again', () => {
		const { copy } = aCopy();
		copy.apply({ erased: ['12'], state: { asOf: 0, why: 'a lookup', lacks: true } }, 150);
		expect([copy.describe(LATER).isWhole, idsOf(copy)]).toEqual([false, ['11', '13']]);
		copy.apply({ rows: [aMember('12')], state: { asOf: 0 } }, 150);
		expect([copy.describe(LATER).isWhole, copy.isTrue]).toEqual([true, true]);
	});

	it('keeps no byte of those who left or were forgotten, and nothing of a guild that has ended', async () => {
		const { copy, table } = aCopy();
		copy.apply({ gone: ['11'] }, 150);
		copy.apply({ state: { asOf: 0, why: 'cut' } }, 150);
		copy.apply({ gone: ['12'] }, 150);
		expect([copy.describe(LATER).isWhole, idsOf(copy)]).toEqual([false, ['13']]);
		copy.sweep();
		for (let turn = 0; turn < 10; turn++) await setImmediate();
		const known = (low: number) => table.columns.isKnown({ low, high: 0 });
		expect([known(11), known(12), known(13)]).toEqual([false, false, true]);
		copy.apply({ end: true }, 150);
		expect([copy.hasRows, copy.isTrue, idsOf(copy)]).toEqual([false, false, []]);
	});
});
