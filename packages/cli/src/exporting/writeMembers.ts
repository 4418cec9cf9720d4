import { createHash } from 'node:crypto';
import type { RawMember, RosterView } from 'rollcall/standalone';
import { type Layout, writerOf } from './formats.js';
import type { Target } from './Target.js';

/** Enough that a write costs little, and few enough that their texts take no memory to speak of. */
const BATCH = 500;

/** How much was written. */
export interface Written {
	readonly rows: number;
	readonly sha256: string;
}

/**
 * Writes members batch by batch: each is read from the list when it is written, and the next batch waits until the target
 * has taken the one before.
 *
 * @param onRows - is told how many members are written
 */
export async function writeMembers(
	members: RosterView,
	layout: Layout,
	target: Target,
	signal: AbortSignal,
	onRows: (rows: number) => void = () => {},
): Promise<Written> {
	const writer = writerOf(layout);
	const hash = createHash('sha256');
	const write = (text: string) => {
		signal.throwIfAborted();
		hash.update(text);
		return target.write(text);
	};
	let rows = 0;
	await write(writer.begin());
	for (const batch of inBatches(members)) {
		await write(writer.batch(batch, rows === 0));
		rows += batch.length;
		onRows(rows);
	}
	await write(writer.end());
	return { rows, sha256: hash.digest('hex') };
}

function* inBatches(members: RosterView): Generator<RawMember[]> {
	let batch: RawMember[] = [];
	for (const member of members) {
		batch.push(member);
		if (batch.length < BATCH) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}
