import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { aMember } from '../tests/aMember.js';
import { holds } from './holds.js';
import { MemberTable } from './MemberTable.js';

const answering = (verdict: unknown) => (() => verdict) as () => boolean;

describe('holds', () => {
	it.each([true, 1, 'yes', {}, () => {}])('takes %o for true, as filter does', (verdict) => {
		expect(holds(answering(verdict), 1)).toBe(true);
	});

	it.each([false, 0, '', null, undefined])('takes %o for false', (verdict) => {
		expect(holds(answering(verdict), 1)).toBe(false);
	});

	it.each([
		['a promise', () => Promise.resolve(false)],
		['one that rejects', () => Promise.reject(new Error('nobody hears of it'))],
		['one of another realm', () => runInNewContext('Promise.resolve(false)')],
	])('refuses %s, and names the cure', (_, predicate) => {
		expect(() => holds(predicate as () => boolean, 1)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
		expect(() => holds(predicate as () => boolean, 1)).toThrow('Await what it needs before the call');
	});
});

it('is asked by a view, at the first record', () => {
	const table = new MemberTable();
	for (const id of ['1', '2', '3']) table.set(aMember(id));
	let asked = 0;
	const choose = (async () => {
		asked++;
		return false;
	}) as unknown as () => boolean;
	expect(() => table.view().filter(choose)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
	expect(asked).toBe(1);
});
