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

async function modelOf(commits: readonly ShardChanges[]) {
	const model = await memoryStore().open(KEY, () => {});
	for (const changes of commits) await model.commit(changes);
	return pictureOf(model);
}

const failure = () => Object.assign(new Error('EIO: a failure of the test'), { code: 'EIO' });

it('On a disk whose steps fail now and then, each failed commit is there as a whole or not at all, also after a loss of power', async () => {
	const commits = fc.array(arbitraryChanges, { minLength: 2, maxLength: 6 });
	const property = fc.asyncProperty(commits, fc.nat(), fc.constantFrom(0.02, 0.1, 0.3), async (all, seed, share) => {
		const random = seededRandom(seed);
		const disk = new SimulatedDisk();
		const { store } = aStore(disk, '/rosters');
		const shard = await store.open(KEY, () => {});
		// What may be found: what was surely saved, and it with one of those that failed since.
		let done: ShardChanges[] = [];
		let allowed = [done];
		const fail = ({ kind }: { kind: string }) => {
			if (kind !== 'read' && kind !== 'list' && random() < share) throw failure();
		};
		for (const changes of all) {
			disk.onStep = fail;
			const isSaved = await shard.commit(changes).then(
				() => true,
				() => false,
			);
			disk.onStep = () => {};
			// A commit that failed after its manifest was there is what this process goes on from.
			const next = [...done, changes];
			const ownPicture = await pictureOf(shard);
			const isKept = isSaved || JSON.stringify(ownPicture) === JSON.stringify(await modelOf(next));
			if (isKept) done = next;
			allowed = isKept ? [next] : [...allowed, next];
			expect(ownPicture).toEqual(await modelOf(done));
			const lost = disk.losePower(random);
			const found = await aStore(lost, '/rosters').store.open(KEY, (line) => expect(line).toBe(''));
			expect(await Promise.all(allowed.map(modelOf))).toContainEqual(await pictureOf(found));
		}
		await shard.commit({ savedAt: 1, session: null });
		const { outdated } = await tracesOf(all, done);
		const bytes = Buffer.concat([...disk.files().values()]);
		expect(outdated.filter((trace) => bytes.includes(trace))).toEqual([]);
	});
	await fc.assert(property, { numRuns: 30 * inject('depth') });
});
