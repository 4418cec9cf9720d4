import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { aMember } from '../tests/aMember.js';
import { ChunkCollector } from './ChunkCollector.js';
import { areFull, CHUNK_SIZE, type Hole, locateHoles } from './holes.js';

/** Members with rising ids, of different lengths, with gaps between them. */
function rising(count: number): RawMember[] {
	return Array.from({ length: count }, (_, index) => aMember(String(99_000_000 + index * 7)));
}

function cut(members: readonly RawMember[], size = CHUNK_SIZE): RawMember[][] {
	const count = Math.ceil(members.length / size);
	return Array.from({ length: count }, (_, index) => members.slice(index * size, (index + 1) * size));
}

/** The chunks of one answer, if only those with these indexes came. */
function collect(chunks: readonly RawMember[][], arrived: (index: number) => boolean): ChunkCollector {
	const collector = new ChunkCollector();
	for (const [index, members] of chunks.entries()) {
		if (arrived(index)) collector.add({ guild_id: '77', members, chunk_index: index, chunk_count: chunks.length });
	}
	return collector;
}

const except =
	(...lost: number[]) =>
	(index: number) =>
		!lost.includes(index);

const covers = ({ after, before }: Hole, id: string) =>
	BigInt(id) > BigInt(after) && (before === undefined || BigInt(id) < BigInt(before));

const MEMBERS = rising(4_300);
const CHUNKS = cut(MEMBERS);
const idAt = (index: number) => MEMBERS[index]?.user.id;

/** The holes, if all that came is as it should be: then the members in a hole may be counted. */
function findHoles(chunks: ChunkCollector, memberCount: number): Hole[] | undefined {
	return areFull(chunks, memberCount) ? locateHoles(chunks) : undefined;
}

describe('holes', () => {
	it('tells a hole by its neighbours, and several lost side by side as one', () => {
		expect(findHoles(collect(CHUNKS, except(0, 2, 3)), 4_300)).toEqual([
			{ after: '0', before: idAt(1_000), end: 1, chunkCount: 1, open: false },
			{ after: idAt(1_999), before: idAt(4_000), end: 4, chunkCount: 2, open: false },
		]);
	});

	it('leaves the hole at the end open, since nobody knows how many the last chunk held', () => {
		expect(findHoles(collect(CHUNKS, except(4)), 4_300)).toEqual([
			{ after: idAt(3_999), end: 5, chunkCount: 1, open: true },
		]);
	});

	it('covers exactly the missing ids, whatever was lost of ordered chunks', () => {
		const losses = fc.integer({ min: 1_001, max: 6_000 }).chain((total) => {
			const indexes = Array.from({ length: Math.ceil(total / CHUNK_SIZE) }, (_, index) => index);
			return fc.tuple(fc.constant(total), fc.subarray(indexes));
		});
		fc.assert(
			fc.property(losses, ([total, lost]) => {
				const chunks = cut(rising(total));
				const holes = findHoles(collect(chunks, except(...lost)), total);
				expect(holes === undefined).toBe(chunks.length - lost.length < 2);
				if (!holes) return;
				for (const [index, members] of chunks.entries()) {
					const covering = members.map(({ user }) => holes.filter((hole) => covers(hole, user.id)).length);
					expect(new Set(covering)).toEqual(new Set([lost.includes(index) ? 1 : 0]));
				}
				expect(holes.reduce((sum, { chunkCount }) => sum + chunkCount, 0)).toBe(lost.length);
			}),
			{ numRuns: 40 },
		);
	});

	it('concludes nothing from fewer than two chunks', () => {
		expect(
			findHoles(
				collect(CHUNKS, (index) => index === 1),
				4_300,
			),
		).toBeUndefined();
		expect(findHoles(new ChunkCollector(), 4_300)).toBeUndefined();
	});

	it('concludes nothing if chunks, or the members in one, are out of order', () => {
		const [first = [], second = [], ...others] = CHUNKS;
		expect(findHoles(collect([second, first, ...others], except(2)), 4_300)).toBeUndefined();
		const shuffled = [first, [...second].reverse(), ...others];
		expect(findHoles(collect(shuffled, except(2)), 4_300)).toBeUndefined();
	});

	it('concludes nothing from chunks that are not full, or from an empty last one', () => {
		const odd = cut(MEMBERS, 900);
		expect(findHoles(collect(odd, except(2)), 4_300)).toBeUndefined();
		expect(findHoles(collect([...CHUNKS.slice(0, 4), []], except(2)), 4_001)).toBeUndefined();
	});

	it('concludes nothing if the guild needs more chunks, or fewer, than were announced', () => {
		const chunks = collect(CHUNKS, except(2));
		expect([4_000, 5_001].map((memberCount) => findHoles(chunks, memberCount))).toEqual([undefined, undefined]);
		expect([4_001, 5_000].map((memberCount) => findHoles(chunks, memberCount)?.length)).toEqual([1, 1]);
	});

	it('concludes nothing from chunks that contradict each other', () => {
		const chunks = collect(CHUNKS, except(2));
		chunks.add({ guild_id: '77', members: [], chunk_index: 2, chunk_count: 6 });
		expect(findHoles(chunks, 4_300)).toBeUndefined();
	});
});
