import { codeOf } from './codeOf.js';
import type { IDisk } from './IDisk.js';

export async function removeIfThere(disk: IDisk, path: string): Promise<void> {
	try {
		await disk.remove(path);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT') throw error;
	}
}
