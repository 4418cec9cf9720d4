import { existsSync, readFileSync } from 'node:fs';

/** Whether the files of a database contain these words anywhere, removed or not. */
export function filesHold(path: string, words: string): boolean {
	return [path, `${path}-wal`, `${path}-shm`].some((file) => existsSync(file) && readFileSync(file).includes(words));
}
