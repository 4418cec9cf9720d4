import { createHash } from 'node:crypto';
import type { SavedRosterInfo, ShardChanges } from '../../interfaces/IRosterStore.js';

export const SESSION = { sessionId: 'a1b2', resumeUrl: 'wss://gateway.example', sequence: 41 };
export const INFO: SavedRosterInfo = {
	status: 'complete',
	asOf: 1_700_000_000_000,
	sequence: 41,
	sessionId: 'a1b2',
	size: 3,
};

/** Bytes that look like nothing else, the same for each seed. */
export function someBytes(seed: string, length: number): Buffer {
	const parts: Buffer[] = [];
	for (let part = 0; part * 32 < length; part++) parts.push(createHash('sha256').update(`${seed}:${part}`).digest());
	return Buffer.concat(parts).subarray(0, length);
}

/** A commit of the facts and the rosters of some guilds, each with bytes of its own. */
export function aCommit(guildIds: readonly string[], seed = '', length = 2_000): ShardChanges {
	const roster = (guildId: string) => ({ info: INFO, block: someBytes(guildId + seed, length) });
	return {
		savedAt: 1_700_000_000_001,
		session: SESSION,
		identity: '{"user":{"id":"1"}}',
		facts: new Map(guildIds.map((guildId) => [guildId, factsOf(guildId + seed)])),
		rosters: new Map(guildIds.map((guildId) => [guildId, roster(guildId)])),
	};
}

function factsOf(seed: string): string {
	return JSON.stringify({ name: someBytes(`facts ${seed}`, 48).toString('hex') });
}
