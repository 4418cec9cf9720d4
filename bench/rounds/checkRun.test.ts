import { describe, expect, it } from 'vitest';
import { someMeasurements } from '../tests/aReport.js';
import { checkRun, type RunAnswers } from './checkRun.js';

const truth = { count: 10, digest: 'list', rawDigest: 'raw', roleSize: 6, nicknamed: 2 };
const changed = { ids: ['1'], digest: 'changed' };
const measurements = someMeasurements() as never;
const right: RunAnswers = {
	fetched: { count: 10, measurements },
	read: { secondCount: 10, unfound: [], roleSize: 6, nicknamed: 2, measurements },
	digest: 'list',
	rawDigest: 'raw',
	changedDigest: 'changed',
};

describe('checkRun', () => {
	it('finds nothing wrong with the truth', () => {
		expect(checkRun(right, truth, changed)).toEqual([]);
	});

	it('asks nothing of a side about what it does not have', () => {
		const { changedDigest, ...others } = right;
		const read = { ...right.read, secondCount: undefined };
		expect(checkRun({ ...others, read, rawDigest: undefined }, truth, changed)).toEqual([]);
	});

	it.each<[string, Partial<RunAnswers>]>([
		['the number of members', { fetched: { count: 9, measurements } }],
		['second call', { read: { ...right.read, secondCount: 9 } }],
		['the role', { read: { ...right.read, roleSize: 5 } }],
		['nickname', { read: { ...right.read, nicknamed: 3 } }],
		['not found', { read: { ...right.read, unfound: ['4'] } }],
		['the list', { digest: 'other' }],
		['all fields', { rawDigest: 'other' }],
		['changed', { changedDigest: 'other' }],
	])('names what is wrong: %s', (what, wrong) => {
		const found = checkRun({ ...right, ...wrong }, truth, changed);
		expect(found).toHaveLength(1);
		expect(found[0]).toContain(what);
	});
});
