import { join } from 'node:path';
import { codeOf } from '../disk/codeOf.js';
import type { IDisk, IDiskFile } from '../disk/IDisk.js';
import { withFile } from '../disk/withFile.js';
import type { Stretch } from '../format/ShardState.js';
import { joinStretches } from './segments.js';

const ZEROS = Buffer.alloc(256 * 1_024);

/** Overwrites what no block lies in any more, and resolves when the disk has done so. */
export async function eraseStretches(disk: IDisk, folder: string, stretches: readonly Stretch[]): Promise<void> {
	for (const [segment, inOrder] of joinStretches(stretches)) {
		try {
			await withFile(disk, join(folder, segment), 'change', async (file) => {
				const { size } = await file.facts();
				// A file that was cut off must not grow again.
				for (const { offset, length } of inOrder) await eraseOne(file, offset, Math.min(offset + length, size));
				await file.sync();
			});
		} catch (error) {
			if (codeOf(error) !== 'ENOENT') throw error;
		}
	}
}

async function eraseOne(file: IDiskFile, start: number, end: number): Promise<void> {
	for (let at = start; at < end; at += ZEROS.length) {
		await file.write(ZEROS.subarray(0, Math.min(ZEROS.length, end - at)), at);
	}
}
