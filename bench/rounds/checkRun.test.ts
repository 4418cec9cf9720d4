import { describe, expect, it } from 'vitest';
import { someMeasurements } from '../tests/aReport.js';
import { checkRun, type RunAnswers } from './checkRun.js';

const truth = {
	...{ count: 10, digest: 'list', rawDigest: 'raw', roleSize: 6, nicknamed: 2 },
	...{ bots: 1, names: 1000, flags: 64, read: 77 },
};
const fresh = { ...truth, count: 11, names: 1100 };
const changed = { ids: ['1'], digest: 'changed', heardDigest: 'heard' };
const world = { guild: truth, fresh, changed, heardDigest: 'heard' };
const measurements = someMeasurements() as never;
const readFigures = { nickname: 2, role: 6, roleMembers: 6, bot: 1, names: 1000, flags: 64 } as const;
const readNames = Object.keys(readFigures) as (keyof typeof readFigures)[];
const answers = readNames.map((name) => ({ surface: 'cache' as const, name, figure: readFigures[name] }));
const cache = { gets: { wrong: 0, readSum: 77, measurements }, walk: { names: 1000, measurements } };
const right: RunAnswers = {
	fetched: { count: 10, keptBefore: 0, measurements },
	read: { secondCount: 10, unfound: [], roleSize: 6, nicknamed: 2, measurements },
	digest: 'list',
	rawDigest: 'raw',
	changedDigest: 'changed',
	objects: { reads: { answers, measurements }, cache, filter: { nicknamed: 2, measurements } },
	heardDigest: 'heard',
	streamed: { count: 11, names: 1100, measurements },
};

describe('checkRun', () => {
	it('finds nothing wrong with the truth', () => {
		expect(checkRun(right, world)).toEqual([]);
	});

	it('asks nothing of a side about what it does not have', () => {
		const { changedDigest, heardDigest, ...others } = right;
		const read = { ...right.read, secondCount: undefined };
		const objects = { reads: { answers: [], measurements } };
		const given = { ...others, read, rawDigest: undefined, objects, streamed: undefined };
		expect(checkRun(given, world)).toEqual([]);
	});

	it.each<[string, Partial<RunAnswers>]>([
		['the number of members', { fetched: { count: 9, keptBefore: 0, measurements } }],
		['second call', { read: { ...right.read, secondCount: 9 } }],
		['the role', { read: { ...right.read, roleSize: 5 } }],
		['nickname', { read: { ...right.read, nicknamed: 3 } }],
		['not found', { read: { ...right.read, unfound: ['4'] } }],
		['the list', { digest: 'other' }],
		['all fields', { rawDigest: 'other' }],
		['changed', { changedDigest: 'other' }],
		['listener heard', { heardDigest: 'other' }],
		['members of a stream', { streamed: { count: 10, names: 1100, measurements } }],
		['usernames of a stream', { streamed: { count: 11, names: 1, measurements } }],
		['filter in pieces', { objects: { ...right.objects, filter: { nicknamed: 0, measurements } } }],
		['wrong gets', { objects: { ...right.objects, cache: { ...cache, gets: { ...cache.gets, wrong: 1 } } } }],
		['what was read', { objects: { ...right.objects, cache: { ...cache, gets: { ...cache.gets, readSum: 1 } } } }],
		['usernames of a walk', { objects: { ...right.objects, cache: { ...cache, walk: { names: 1, measurements } } } }],
	])('names what is wrong: %s', (what, wrong) => {
		const found = checkRun({ ...right, ...wrong }, world);
		expect(found).toHaveLength(1);
		expect(found[0]).toContain(what);
	});

	it.each(readNames)('checks each call of the read %s', (name) => {
		const wrong = answers.map((answer) => (answer.name === name ? { ...answer, figure: answer.figure + 1 } : answer));
		const found = checkRun({ ...right, objects: { ...right.objects, reads: { answers: wrong, measurements } } }, world);
		expect(found).toEqual([expect.stringContaining(`the read "${name}" of the cache`)]);
	});
});
