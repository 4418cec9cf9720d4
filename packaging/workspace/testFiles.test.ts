import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './ROOT.js';
import { run } from './run.js';

/** The files that vitest finds by a config, relative to the repository. */
async function found(config: string): Promise<string[]> {
	const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
	const args = [vitest, 'list', '--filesOnly', '--json', '--config', config];
	const listed = JSON.parse(await run(process.execPath, args, { cwd: ROOT })) as { file: string }[];
	return listed.map(({ file }) => file.slice(ROOT.length + 1)).sort();
}

/** The files of the repository whose names end so. */
async function written(end: string): Promise<string[]> {
	const args = ['ls-files', '--cached', '--others', '--exclude-standard', `*${end}`];
	const listed = (await run('git', args, { cwd: ROOT })).split('\n');
	return listed.filter((file) => file !== '' && existsSync(join(ROOT, file))).sort();
}

describe('the test files', () => {
	it('are all run by `npm test` or by `npm run test:deep`, property tests by both', async () => {
		const [usual = [], deep = []] = await Promise.all(['vitest.config.ts', 'vitest.deep.config.ts'].map(found));
		expect([...new Set([...usual, ...deep])].sort()).toEqual(await written('.test.ts'));
		expect(usual.filter((file) => deep.includes(file))).toEqual(await written('.property.test.ts'));
		expect(deep.filter((file) => !usual.includes(file))).toEqual(await written('.deep.test.ts'));
	});

	it('of properties search as long as the run says that they are in', async () => {
		const files = await written('.property.test.ts');
		const texts = files.map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
		expect(texts.length).toBeGreaterThan(5);
		expect(texts.filter(({ text }) => !text.includes("inject('depth')")).map(({ file }) => file)).toEqual([]);
	});
});
