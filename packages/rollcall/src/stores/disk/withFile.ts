import type { IDisk, IDiskFile, OpenMode } from './IDisk.js';

/** Opens a file, and closes it again however its use ends. */
export async function withFile<T>(
	disk: IDisk,
	path: string,
	mode: OpenMode,
	use: (file: IDiskFile) => Promise<T>,
): Promise<T> {
	const file = await disk.open(path, mode);
	try {
		return await use(file);
	} finally {
		await file.close();
	}
}
