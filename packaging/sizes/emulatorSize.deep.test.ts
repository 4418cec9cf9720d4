import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packTarball } from '../tarballs/packTarball.js';
import { installProject, readPublished, run } from '../workspace/index.js';
import { sizeOf } from './sizeOf.js';

/** The promise for `npm install rollcall-emulator` in an empty folder. */
const MOST = { bytes: 6_000_000, packages: 10 };

const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const project = join(folder, 'project');
afterAll(() => rmSync(folder, { recursive: true }));

// `npm run test:deep` builds first, so that this is about what would be published.
beforeAll(async () => {
	const item = readPublished().find(({ manifest }) => manifest.name === 'rollcall-emulator');
	if (!item) throw new Error('There is no package rollcall-emulator.');
	const { file } = await packTarball(item, folder);
	await installProject(project, { 'rollcall-emulator': `file:${file}` });
});

it('is small: 6 MB and 10 packages at most', () => {
	const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: object };
	const packages = Object.keys(lock.packages).filter((path) => path !== '');
	expect(packages).toContain('node_modules/rollcall-emulator');
	expect(packages.length).toBeLessThanOrEqual(MOST.packages);
	expect(sizeOf(join(project, 'node_modules'))).toBeLessThanOrEqual(MOST.bytes);
});

it('needs nothing that is not installed: it reads a scenario, checks it, and says what is wrong', async () => {
	const command = join(project, 'node_modules/.bin/rollcall-emulator');
	const schema = JSON.parse(await run(command, ['run', '--schema'], { cwd: project }));
	expect(schema.properties.steps.type).toBe('array');
	const failing = run(command, ['run', 'none.yaml', '--', 'true'], { cwd: project });
	await expect(failing).rejects.toThrow(/none\.yaml: ENOENT/);
});
