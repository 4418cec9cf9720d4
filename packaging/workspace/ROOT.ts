import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository: the one with the lock file, since this file runs from the sources and from the build. */
export const ROOT = folderWithLock(dirname(fileURLToPath(import.meta.url)));

function folderWithLock(folder: string): string {
	return existsSync(join(folder, 'package-lock.json')) ? folder : folderWithLock(dirname(folder));
}
