import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockFile } from '../licences/LockFile.js';
import { packTarball } from '../tarballs/packTarball.js';
import { installProject, ROOT, readPublished } from '../workspace/index.js';
import { sizeOf } from './sizeOf.js';

/** Packages, ours or others', may change by this much before the pages have to be corrected. */
const TOLERANCE = 0.1;
const SAID = /the package takes ([\d.]+) MB, of which ([\d.]+) MB are its own \(a download of (\d+) kB\)/;
const ADDED = /beside discord\.js, Rollcall adds ([\d.]+) MB/;
/** The limit of an install beside discord.js, rollcall included. */
const MOST_ADDED = { packages: 5, bytes: 4_000_000 };
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const performance = readFileSync(join(ROOT, 'docs/performance.md'), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'sizes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function expectSize(said: string | undefined, is: number): void {
	expect(Math.abs(Number(said) - is) / is, `said ${said}, is ${is.toFixed(2)}`).toBeLessThan(TOLERANCE);
}

describe('what a user installs', () => {
	const sharedNames = new Set(new LockFile().installedWith('node_modules/discord.js').map(({ name }) => name));
	let file = '';
	const project = join(folder, 'project');
	const installed = join(project, 'node_modules');
	beforeAll(async () => {
		const item = readPublished().find(({ manifest }) => manifest.name === 'rollcall');
		if (!item) throw new Error('There is no package rollcall.');
		({ file } = await packTarball(item, folder));
		await installProject(project, { rollcall: `file:${file}` });
	});

	it('is as large as the page on performance says', () => {
		const [, all, own, download] = SAID.exec(performance) ?? [];
		expectSize(all, sizeOf(installed) / 1e6);
		expectSize(own, sizeOf(join(installed, 'rollcall')) / 1e6);
		expectSize(download, statSync(file).size / 1e3);
	});

	it('adds as much to a bot on discord.js as the README says: all but what that installs, too', () => {
		// A name may be there in two versions, and is one folder here.
		const shared = [...sharedNames].map((name) => join(installed, name)).filter(existsSync);
		const addedBytes = sizeOf(installed) - shared.reduce((sum, path) => sum + sizeOf(path), 0);
		expectSize(ADDED.exec(readme)?.[1], addedBytes / 1e6);
		expect(addedBytes).toBeLessThan(MOST_ADDED.bytes);
	});

	it('adds few packages to a bot on discord.js', () => {
		const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
			packages: Record<string, unknown>;
		};
		const names = Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, ''));
		const added = names.filter((name) => name !== '' && !sharedNames.has(name));
		expect(added).toContain('rollcall');
		expect(added.length).toBeLessThanOrEqual(MOST_ADDED.packages);
	});
});
