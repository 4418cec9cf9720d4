import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Saves a file of an answer, in place of an older one; its path, or `undefined` if that cannot be done. */
export function saveFile(
	folder: string,
	file: { readonly name: string; readonly bytes: Uint8Array },
): string | undefined {
	const path = join(folder, basename(file.name));
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		writeFileSync(path, file.bytes, { mode: 0o600 });
		return path;
	} catch {
		return undefined;
	}
}
