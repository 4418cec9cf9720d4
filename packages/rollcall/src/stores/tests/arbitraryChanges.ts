import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { SavedRosterInfo, ShardChanges } from '../../interfaces/IRosterStore.js';

const GUILDS = ['1', '2', '3', '4', '5'];
const guildId = fc.constantFrom(...GUILDS);

/** Bytes that nothing else has, and that do not get shorter by compression. */
function uniqueBytes(seed: number, length: number): Buffer {
	const parts: Buffer[] = [];
	for (let part = 0; part * 32 < length; part++) parts.push(createHash('sha256').update(`${seed}:${part}`).digest());
	return Buffer.concat(parts).subarray(0, length);
}

const info: fc.Arbitrary<SavedRosterInfo> = fc.record({
	status: fc.constantFrom('complete' as const, 'stale' as const),
	asOf: fc.nat(),
	sequence: fc.option(fc.nat()),
	sessionId: fc.option(fc.constantFrom('a', 'b')),
	size: fc.nat(),
});
const facts = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seed) => uniqueBytes(seed, 48).toString('hex'));
const block = fc
	.record({
		seed: fc.integer(),
		length: fc.oneof(fc.integer({ min: 24, max: 300 }), fc.integer({ min: 300, max: 3_000 })),
	})
	.map(({ seed, length }) => uniqueBytes(seed, length));
const mapOf = <T>(value: fc.Arbitrary<T>, maxLength: number) =>
	fc.array(fc.tuple(guildId, value), { maxLength }).map((entries): ReadonlyMap<string, T> => new Map(entries));

/** A commit of a bot with few guilds, so that it often replaces what an earlier one wrote. */
export const arbitraryChanges: fc.Arbitrary<ShardChanges> = fc.record(
	{
		savedAt: fc.nat(),
		session: fc.option(
			fc.record({ sessionId: fc.constantFrom('a', 'b'), resumeUrl: fc.constant('wss://x'), sequence: fc.nat() }),
		),
		identity: fc.string(),
		facts: mapOf(facts, 4),
		rosters: mapOf(fc.record({ info, block }), 4),
		infos: mapOf(info, 3),
		dropped: fc.array(guildId, { maxLength: 1 }),
		removed: fc.array(guildId, { maxLength: 2 }),
	},
	{ requiredKeys: ['savedAt', 'session'] },
);
