import { join } from 'node:path';
import { codeOf } from '../disk/codeOf.js';
import type { IDisk, IDiskFile } from '../disk/IDisk.js';
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
		const bytes = await withFile(disk, join(folder, segment), 'read', (file) => readIfWell(file, length, offset));
		return bytes?.length === length && (await sumOf(what, bytes, turns)) === sum ? bytes : null;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return null;
		throw error;
	}
}

/** `null` if the disk says itself that it has lost the bytes. */
async function readIfWell(file: IDiskFile, length: number, offset: number): Promise<Uint8Array | null> {
	try {
		return await file.read(length, offset);
	} catch (error) {
		if (codeOf(error) === 'EIO') return null;
		throw error;
	}
}
