import { existsSync, readFileSync } from 'node:fs';

/** Whether a database has these words anywhere in its files, removed or not. */
export function filesHold(path: string, words: string): boolean {
	return [path, `${path}-wal`, `${path}-shm`].some((file) => existsSync(file) && readFileSync(file).includes(words));
}
