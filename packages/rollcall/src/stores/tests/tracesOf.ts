import type { ShardChanges } from '../../interfaces/IRosterStore.js';
import { packFacts } from '../format/facts.js';

const TRACE_BYTES = 16;

/**
 * Short pieces of the bytes of all blocks and facts that the commits of a store named.
 *
 * @param kept - the commits after which the store is looked at
 * @returns those of what the store still keeps, and those of what has to be gone
 */
export async function tracesOf(commits: readonly ShardChanges[], kept: readonly ShardChanges[]) {
	const current = new Map<string, Uint8Array>();
	for (const changes of kept) {
		for (const guildId of changes.removed ?? []) for (const kind of ['facts', 'roster']) current.delete(kind + guildId);
		for (const guildId of changes.dropped ?? []) current.delete(`roster${guildId}`);
		for (const [name, bytes] of await blocksOf(changes)) current.set(name, bytes);
	}
	const held = new Set([...current.values()].flatMap(cut));
	const all = new Set<string>();
	for (const changes of commits)
		for (const [, bytes] of await blocksOf(changes)) for (const trace of cut(bytes)) all.add(trace);
	const outdated = [...all].filter((trace) => !held.has(trace)).map((trace) => Buffer.from(trace, 'latin1'));
	return { outdated, held: [...held].map((trace) => Buffer.from(trace, 'latin1')) };
}

async function blocksOf({ facts, rosters }: ShardChanges): Promise<[string, Uint8Array][]> {
	const blocks: [string, Uint8Array][] = [...(rosters ?? [])].map(([guildId, { block }]) => [
		`roster${guildId}`,
		block,
	]);
	for (const [guildId, text] of facts ?? []) blocks.push([`facts${guildId}`, await packFacts(text)]);
	return blocks;
}

function cut(bytes: Uint8Array): string[] {
	const text = Buffer.from(bytes).toString('latin1');
	const traces: string[] = [];
	for (let at = 0; at + TRACE_BYTES <= text.length; at += TRACE_BYTES) traces.push(text.slice(at, at + TRACE_BYTES));
	return traces;
}
