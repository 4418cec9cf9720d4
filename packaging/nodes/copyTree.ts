import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, run } from '../workspace/index.js';

/** Copies what is in the repository, changes that are not committed among it, and nothing that is installed or built. */
export async function copyTree(destination: string): Promise<void> {
	const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
	for (const path of listed.split('\0')) {
		if (path === '' || !existsSync(join(ROOT, path))) continue; // deleted, and not committed yet
		const copy = join(destination, path);
		mkdirSync(dirname(copy), { recursive: true });
		copyFileSync(join(ROOT, path), copy);
	}
	// Tests of the pages ask git which files there are.
	await run('git', ['init', '--quiet'], { cwd: destination });
}
