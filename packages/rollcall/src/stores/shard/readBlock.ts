import { join } from 'node:path';
import { codeOf } from '../disk/codeOf.js';
import type { IDisk } from '../disk/IDisk.js';
import { withFile } from '../disk/withFile.js';
import type { Place } from '../format/ShardState.js';
import { sumOf } from '../format/sumOf.js';
import type { Turns } from '../Turns.js';

/** The bytes of a block; `null` if they are not those that were committed, or the file is gone. */
export async function readBlock(
	disk: IDisk,
	folder: string,
	what: string,
	{ segment, offset, length, sum }: Place,
	turns: Turns,
): Promise<Uint8Array | null> {
	try {
		const bytes = await withFile(disk, join(folder, segment), 'read', (file) => file.read(length, offset));
		return bytes.length === length && (await sumOf(what, bytes, turns)) === sum ? bytes : null;
	} catch (error) {
		// EIO: the disk says itself that it has lost them.
		if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EIO') return null;
		throw error;
	}
}
