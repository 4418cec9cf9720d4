import { stat } from 'node:fs/promises';

/** Who else can read a file, as a sentence begins with it; `undefined` if nobody can, or if the system does not say. */
export async function readersOf(file: string, platform = process.platform): Promise<string | undefined> {
	if (platform === 'win32') return undefined; // its modes say nothing about readers
	const found = await stat(file).catch(() => undefined);
	if (!found?.isFile()) return undefined;
	if (found.mode & 0o004) return 'Every user of this machine';
	return found.mode & 0o040 ? 'A whole group of users' : undefined;
}
