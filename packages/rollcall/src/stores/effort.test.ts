import { Hash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { FULL_SEGMENT } from './shard/segments.js';
import { aCommit, INFO } from './tests/aCommit.js';
import { aStore } from './tests/aStore.js';
import { KEY } from './tests/contract.js';
import { SimulatedDisk } from './tests/SimulatedDisk.js';

/** A slow core hashes them in 5 ms. */
const MOST_A_TURN = 1_024 * 1_024;

const idsOf = (count: number, first = 0) => Array.from({ length: count }, (_, index) => String(first + index));

/** The most bytes that were hashed in one turn of the event loop while `work` ran, and all of them. */
async function bytesHashed(work: () => Promise<unknown>): Promise<{ mostATurn: number; total: number }> {
	const found = { mostATurn: 0, total: 0 };
	let inTurn = 0;
	let isOver = false;
	const { update } = Hash.prototype;
	Hash.prototype.update = function (this: Hash, ...args: Parameters<typeof update>) {
		inTurn += (args[0] as Uint8Array | string).length;
		return update.apply(this, args);
	} as typeof update;
	const endTurn = () => {
		found.total += inTurn;
		found.mostATurn = Math.max(found.mostATurn, inTurn);
		inTurn = 0;
		if (!isOver) setImmediate(endTurn);
	};
	setImmediate(endTurn);
	try {
		await work();
	} finally {
		isOver = true;
		Hash.prototype.update = update;
	}
	endTurn();
	return found;
}

it('hashes 1,000 blocks, and one that is large, in many turns of the event loop', async () => {
	const disk = new SimulatedDisk();
	const shard = await aStore(disk, '/rosters').store.open(KEY, () => {});
	const small = aCommit(idsOf(1_000), '', 6_000);
	const large = {
		...small,
		facts: new Map([['5000', '{}']]),
		rosters: new Map([['5000', { info: INFO, block: randomBytes(7_200_000) }]]),
	};
	for (const changes of [small, large]) {
		const { mostATurn, total } = await bytesHashed(() => shard.commit(changes));
		expect(mostATurn).toBeLessThan(MOST_A_TURN);
		expect(total).toBeGreaterThan(6_000_000);
	}
	expect((await bytesHashed(() => shard.read('5000'))).mostATurn).toBeLessThan(MOST_A_TURN);
	await shard.close();
	const opening = await bytesHashed(() => aStore(disk, '/rosters').store.open(KEY, () => {}));
	expect(opening.mostATurn).toBeLessThan(MOST_A_TURN);
	expect(opening.total).toBeGreaterThan(100_000);
});

it('syncs a few times for a commit of 3,000 guilds, and once more for each file in which something is outdated', async () => {
	const disk = new SimulatedDisk();
	const shard = await aStore(disk, '/rosters').store.open(KEY, () => {});
	let syncs = 0;
	disk.onStep = ({ kind }) => {
		if (kind === 'sync' || kind === 'syncFolder') syncs++;
	};
	await shard.commit(aCommit(idsOf(3_000), '', 600));
	expect(syncs).toBeLessThanOrEqual(4);
	syncs = 0;
	await shard.commit(aCommit(idsOf(100), 'new', 600));
	expect(syncs).toBeLessThanOrEqual(5);
});

it('takes about twice the bytes that it keeps, and few files, however often everything is saved again', async () => {
	const disk = new SimulatedDisk();
	const shard = await aStore(disk, '/rosters').store.open(KEY, () => {});
	const guildIds = idsOf(60);
	await shard.commit(aCommit(guildIds, 'first', 5_000));
	for (let round = 0; round < 120; round++)
		await shard.commit(aCommit([guildIds[(round * 7) % 60] ?? ''], `${round}`, 5_000));
	const sizes = [...disk.files()].flatMap(([path, bytes]) => (path.includes('segment') ? [bytes.length] : []));
	expect(sizes.length).toBeLessThan(30);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2.2 * 60 * 5_100);
	for (const guildId of guildIds) expect((await shard.read(guildId))?.length).toBe(5_000);
});

it('begins another file when one is full', async () => {
	const disk = new SimulatedDisk();
	const shard = await aStore(disk, '/rosters').store.open(KEY, () => {});
	const block = randomBytes(3_000_000);
	const rosters = new Map(idsOf(7).map((guildId) => [guildId, { info: INFO, block }]));
	await shard.commit({ ...aCommit(idsOf(7), '', 10), rosters });
	const sizes = [...disk.files()].flatMap(([path, bytes]) => (path.includes('segment') ? [bytes.length] : []));
	expect(sizes.length).toBe(3);
	expect(Math.max(...sizes)).toBeLessThan(FULL_SEGMENT + block.length);
	for (const guildId of idsOf(7)) expect(Buffer.compare((await shard.read(guildId)) ?? Buffer.alloc(0), block)).toBe(0);
});
