import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParsedMembers } from '../roster/MemberList.js';
import type { MembersChunk } from '../sync/GuildState.js';
import { aMember } from '../tests/aMember.js';
import { ChunkCollector } from './ChunkCollector.js';

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
		expect(new ChunkCollector().missing()).toEqual([]);
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
				if (came.size > 0) expect(collector.missing()).toHaveLength(count - came.size);
				for (const index of collector.missing()) expect(came.has(index)).toBe(false);
			}),
		);
	});

	it.each([
		['another count', aChunk(1, 3)],
		['an index behind the end', aChunk(2, 2)],
		['a negative index', aChunk(-1, 2)],
		['an index between two', aChunk(0.5, 2)],
	])('is never complete after %s', (_, wrong) => {
		const collector = collect(aChunk(0, 2));
		expect(collector.add(wrong)).toBe(false);
		expect(collector.add(aChunk(1, 2))).toBe(true);
		expect(collector).toMatchObject({ inconsistent: true, complete: false });
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
