import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockFile } from '../licences/LockFile.js';
import { packTarball } from '../tarballs/packTarball.js';
import { installProject, ROOT, readPublished, run } from '../workspace/index.js';
import { sizeOf } from './sizeOf.js';

/** What others publish, and what is built here, may change by so much before the pages have to be corrected. */
const TOLERANCE = 0.1;
const SAID = /the package takes ([\d.]+) MB, of which ([\d.]+) MB are its own \(a download of (\d+) kB\)/;
const ADDED = /beside discord\.js, Rollcall adds ([\d.]+) MB/;
const IMPORTED = /its import takes ([\d.]+) MB of heap/;
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const performance = readFileSync(join(ROOT, 'docs/performance.md'), 'utf8');
/** Prints the heap that the import of the service takes, in bytes. */
const IMPORT = `
	const settled = () => { for (let turn = 0; turn < 4; turn++) gc(); return process.memoryUsage().heapUsed; };
	await import('discord.js');
	const before = settled();
	await import('rollcall');
	console.log(settled() - before);`;

const folder = mkdtempSync(join(tmpdir(), 'sizes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function expectSize(said: string | undefined, is: number): void {
	expect(Math.abs(Number(said) - is) / is, `said ${said}, is ${is.toFixed(2)}`).toBeLessThan(TOLERANCE);
}

describe('what a user installs', () => {
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
		const shared = new LockFile().installedWith('node_modules/discord.js').map(({ name }) => join(installed, name));
		const sharedBytes = shared.filter(existsSync).reduce((sum, path) => sum + sizeOf(path), 0);
		expectSize(ADDED.exec(readme)?.[1], (sizeOf(installed) - sharedBytes) / 1e6);
	});

	it('takes as much heap when a bot on discord.js imports it as the README says', async () => {
		const args = ['--expose-gc', '--input-type=module', '--eval', IMPORT];
		const bytes = Number(await run(process.execPath, args, { cwd: ROOT }));
		expectSize(IMPORTED.exec(readme)?.[1], bytes / 1e6);
	});
});
