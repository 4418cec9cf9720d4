import { dirname } from 'node:path';
import { codeOf } from './codeOf.js';
import type { IDisk } from './IDisk.js';

/** Makes a folder and those above it that are missing, so that a loss of power does not take them away again. */
export async function makeFolders(disk: IDisk, path: string): Promise<void> {
	if (await isThere(disk, path)) return;
	const above = dirname(path);
	if (above !== path) await makeFolders(disk, above);
	try {
		await disk.makeFolder(path);
	} catch (error) {
		// Another process has made it meanwhile.
		if (codeOf(error) !== 'EEXIST' || !(await isThere(disk, path))) throw error;
	}
	await syncReadable(disk, above);
}

async function isThere(disk: IDisk, path: string): Promise<boolean> {
	try {
		return (await disk.list(path)) !== null;
	} catch (error) {
		// It is there, and only others may list it.
		if (codeOf(error) === 'EACCES') return true;
		throw error;
	}
}

/** A folder above ours may be one that we can pass and not read. */
async function syncReadable(disk: IDisk, path: string): Promise<void> {
	try {
		await disk.syncFolder(path);
	} catch (error) {
		if (codeOf(error) !== 'EACCES') throw error;
	}
}
