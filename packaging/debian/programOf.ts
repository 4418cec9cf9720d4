import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ROOT, run } from '../workspace/index.js';

const CACHE = join(ROOT, 'node_modules/.cache/debian');

/**
 * The path of a program: the one that is installed, or else that of a package of Debian, which is downloaded once and
 * unpacked below `node_modules`. Nothing is installed, so no service starts. The package lists are renewed if they lack the
 * package, which only root may do.
 */
export async function programOf(name: string, debianPackage: string): Promise<string> {
	const installed = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
	const found = installed.find(existsSync);
	if (found !== undefined) return found;
	const unpacked = join(CACHE, debianPackage);
	if (!existsSync(unpacked)) {
		await unpack(debianPackage, unpacked).catch((error: unknown) => {
			const cure = `Install it (on Debian: apt-get install ${debianPackage}), and try again.`;
			const who = process.getuid?.() === 0 ? '' : ' Only root may renew the package lists.';
			throw new Error(`There is no ${name}, and the package ${debianPackage} could not be had.${who} ${cure}`, {
				cause: error,
			});
		});
	}
	return join(unpacked, 'usr/bin', name);
}

/** Another process may do the same, so the folder gets its name when all is in it. */
async function unpack(debianPackage: string, destination: string): Promise<void> {
	await mkdir(CACHE, { recursive: true });
	const folder = await mkdtemp(join(CACHE, 'unpacking-'));
	try {
		await download(debianPackage, folder);
		const [archive = ''] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
		const content = join(folder, 'content');
		await run('dpkg-deb', ['--extract', archive, content], { cwd: folder });
		await rename(content, destination).catch((error: unknown) => {
			if (!existsSync(destination)) throw error;
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function download(debianPackage: string, folder: string): Promise<void> {
	const take = () => run('apt-get', ['download', debianPackage], { cwd: folder });
	try {
		await take();
	} catch {
		await run('apt-get', ['update'], { cwd: folder });
		await take();
	}
}
