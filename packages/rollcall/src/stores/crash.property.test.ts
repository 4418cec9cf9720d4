import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { ShardChanges } from '../interfaces/IRosterStore.js';
import { memoryStore } from './memory/memoryStore.js';
import { arbitraryChanges } from './tests/arbitraryChanges.js';
import { aStore } from './tests/aStore.js';
import { KEY } from './tests/contract.js';
import { pictureOf } from './tests/pictureOf.js';
import { SimulatedDisk } from './tests/SimulatedDisk.js';
import { seededRandom } from './tests/seededRandom.js';
import { tracesOf } from './tests/tracesOf.js';

const RUNS = inject('depth') > 1 ? 8 * inject('depth') : 4;
const DIRECTORY = '/data/rosters';

/** What a store answers after some commits, and what it has to keep for that. */
interface Expected {
	readonly picture: Awaited<ReturnType<typeof pictureOf>>;
	readonly commits: readonly ShardChanges[];
}

/** A moment of a run: what the disk had, and what a process may find after a loss of power just then. */
interface Moment {
	readonly disk: SimulatedDisk;
	readonly allowed: readonly Expected[];
	/** No commit is on its way, and what an earlier process left is tidied up: the next process finds nothing to do. */
	readonly isSettled: boolean;
}

/** What the model has before the first and after each commit. */
async function expectedOf(commits: readonly ShardChanges[]): Promise<Expected[]> {
	const model = await memoryStore().open(KEY, () => {});
	const expected: Expected[] = [{ picture: null, commits: [] }];
	for (const [index, changes] of commits.entries()) {
		await model.commit(changes);
		expected.push({ picture: await pictureOf(model), commits: commits.slice(0, index + 1) });
	}
	return expected;
}

/** Opens a store, commits, closes, and keeps every moment between two steps that change the disk. */
async function momentsOf(disk: SimulatedDisk, expected: readonly Expected[]): Promise<Moment[]> {
	const moments: Moment[] = [];
	let allowed = expected.slice(0, 1);
	let isSettled = false;
	const look = () => moments.push({ disk: disk.clone(), allowed, isSettled });
	disk.onStep = ({ kind }) => kind !== 'read' && kind !== 'list' && look();
	const shard = await aStore(disk, DIRECTORY).store.open(KEY, refuse);
	for (const [index, next] of expected.slice(1).entries()) {
		allowed = expected.slice(index, index + 2);
		isSettled = false;
		await shard.commit(next.commits.at(-1) as ShardChanges);
		allowed = [next];
		isSettled = true;
		look();
	}
	await shard.close();
	look();
	return moments;
}

/** A loss of power is no reason to leave anything aside: what was not committed is not there. */
function refuse(line: string): void {
	throw new Error(line);
}

/** Opens what a loss of power has left, and says which of the allowed states it is. */
async function checkMoment({ disk, allowed, isSettled }: Moment): Promise<Expected> {
	const [settled] = allowed;
	if (isSettled && settled) await expectNothingElse(disk, allowed, settled);
	const shard = await aStore(disk, DIRECTORY).store.open(KEY, refuse);
	expect(shard.isWritable).toBe(true);
	const picture = await pictureOf(shard);
	expect(allowed.map((one) => one.picture)).toContainEqual(picture);
	const found = allowed.find((one) => JSON.stringify(one.picture) === JSON.stringify(picture)) as Expected;
	await expectNothingElse(disk, allowed, found);
	await shard.close();
	return found;
}

async function expectNothingElse(disk: SimulatedDisk, allowed: Moment['allowed'], found: Expected): Promise<void> {
	const commits = allowed.flatMap((one) => one.commits);
	const { outdated } = await tracesOf(commits, found.commits);
	const bytes = Buffer.concat([...disk.files().values()]);
	expect(outdated.filter((trace) => bytes.includes(trace))).toEqual([]);
}

it('After a loss of power at any moment, all is as after the commit before or after this one, and nothing else is on the disk', async () => {
	const property = fc.asyncProperty(
		fc.array(arbitraryChanges, { minLength: 1, maxLength: 5 }),
		arbitraryChanges,
		fc.nat(),
		async (commits, next, seed) => {
			const random = seededRandom(seed);
			for (const moment of await momentsOf(new SimulatedDisk(), await expectedOf(commits))) {
				const lost = moment.disk.losePower(random);
				const found = await checkMoment({ ...moment, disk: lost.clone() });
				if (random() > 0.1) continue;
				// A second loss of power, while the next process recovers or commits.
				const expected = [found, ...(await expectedOf([...found.commits, next])).slice(-1)];
				for (const again of await momentsOf(lost, expected))
					await checkMoment({ ...again, disk: again.disk.losePower(random) });
			}
		},
	);
	await fc.assert(property, { numRuns: RUNS });
});
