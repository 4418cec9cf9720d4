import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParsedMembers } from '../roster/MemberList.js';
import type { MembersChunk } from '../sync/GuildState.js';
import { aMember } from '../tests/aMember.js';
import { ChunkCollector } from './ChunkCollector.js';
import { areFull, locateHoles } from './holes.js';

function aChunk(index: number, count: number, ids: readonly string[] = ['1']): MembersChunk {
	const members = new ParsedMembers(ids.map((id) => aMember(id)));
	return { guild_id: '77', members, chunk_index: index, chunk_count: count };
}

function collect(...chunks: MembersChunk[]): ChunkCollector {
	const collector = new ChunkCollector();
	for (const chunk of chunks) collector.add(chunk);
	return collector;
}

describe('ChunkCollector', () => {
	it('knows nothing before the first chunk', () => {
		const { complete, count, received, inconsistent } = new ChunkCollector();
		expect({ complete, count, received, inconsistent }).toEqual({
			complete: false,
			count: undefined,
			received: 0,
			inconsistent: false,
		});
		expect(new ChunkCollector().missingCount).toBe(0);
	});

	it('is complete when every index has come, in any order, some of them twice; and not before', () => {
		const arrivals = fc
			.integer({ min: 1, max: 12 })
			.chain((count) => fc.tuple(fc.constant(count), fc.array(fc.nat(count - 1), { maxLength: 40, size: 'max' })));
		fc.assert(
			fc.property(arrivals, ([count, indexes]) => {
				const collector = collect(...indexes.map((index) => aChunk(index, count)));
				const came = new Set(indexes);
				expect(collector.complete).toBe(came.size === count);
				expect(collector.received).toBe(came.size);
				if (came.size > 0) expect(collector.missingCount).toBe(count - came.size);
				expect(collector.inOrder().map(([index]) => index)).toEqual([...came].toSorted((a, b) => a - b));
			}),
		);
	});

	it.each([
		['another count', aChunk(1, 3)],
		['an index behind the end', aChunk(2, 2)],
		['a negative index', aChunk(-1, 2)],
		['an index between two', aChunk(0.5, 2)],
		['a text as index', aChunk('1' as never, 2)],
	])('is never complete after %s', (_, wrong) => {
		const collector = collect(aChunk(0, 2));
		expect(collector.add(wrong)).toBe(false);
		expect(collector.add(aChunk(1, 2))).toBe(true);
		expect(collector).toMatchObject({ inconsistent: true, complete: false });
	});

	it.each([[3.5], ['1'], [-1], [Number.NaN], [2 ** 53]])('is never complete if %j chunks are announced', (count) => {
		const collector = collect(aChunk(0, count as number));
		expect(collector).toMatchObject({ inconsistent: true, complete: false, received: 0, count: undefined });
		expect(locateHoles(collector)).toBeUndefined();
	});

	it('needs no more time and memory for chunks that are announced than for those that have come', () => {
		const collector = collect(aChunk(0, 2 ** 50), aChunk(1, 2 ** 50));
		expect(collector.missingCount).toBe(2 ** 50 - 2);
		expect(areFull(collector, 1_000)).toBe(false);
		expect(locateHoles(collector)).toMatchObject([{ end: 2 ** 50, chunkCount: 2 ** 50 - 2, open: true }]);
	});

	it('is not complete with no chunk announced', () => {
		expect(collect(aChunk(0, 0, [])).complete).toBe(false);
	});

	it('remembers what a chunk looked like when it first came', () => {
		const collector = collect(aChunk(0, 2, ['9', '10', '11']), aChunk(0, 2, ['1']), aChunk(1, 2, ['12', '9']));
		expect(collector.facts(0)).toEqual({ size: 3, firstId: '9', lastId: '11', sorted: true });
		expect(collector.facts(1)).toEqual({ size: 2, firstId: '12', lastId: '9', sorted: false });
	});

	it('does not call a chunk sorted that names a member twice', () => {
		expect(collect(aChunk(0, 1, ['5', '5'])).facts(0)?.sorted).toBe(false);
	});
});
