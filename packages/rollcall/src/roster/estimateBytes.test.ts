import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { aMember } from '../tests/aMember.js';
import { estimateBytes } from './estimateBytes.js';
import { EMPTY_VIEW, MemberTable } from './MemberTable.js';

function aView(count: number, nickOf: (index: number) => string) {
	const table = new MemberTable();
	for (let i = 0; i < count; i++) table.set(aMember(String(100_000 + i), { nick: nickOf(i) }));
	return table.view();
}

describe('estimateBytes', () => {
	it('is nothing for nobody', () => {
		expect(estimateBytes(EMPTY_VIEW)).toBe(0);
	});

	it('is exact where all members are measured', () => {
		const view = aView(50, (i) => 'n'.repeat(i));
		const bytes = [...view.rows()].reduce((sum, row) => sum + serialize(row).byteLength, 0);
		expect(estimateBytes(view)).toBe(bytes);
	});

	it('is near the truth where a part of them is measured', () => {
		const view = aView(10_000, (i) => 'n'.repeat(i % 32));
		const bytes = [...view.rows()].reduce((sum, row) => sum + serialize(row).byteLength, 0);
		expect(Math.abs(estimateBytes(view) / bytes - 1)).toBeLessThan(0.1);
	});
});
