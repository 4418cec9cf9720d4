import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './ROOT.js';
import { run } from './run.js';

/** The files that vitest finds by a config, relative to the repository. */
async function found(config: string): Promise<string[]> {
	const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
	const args = [vitest, 'list', '--filesOnly', '--json', '--config', config];
	const listed = JSON.parse(await run(process.execPath, args, { cwd: ROOT })) as { file: string }[];
	return listed.map(({ file }) => file.slice(ROOT.length + 1)).sort();
}

it('Every test file is run by `npm test` or by `npm run test:deep`, and property tests are run by both', async () => {
	const [usual, deep] = await Promise.all(['vitest.config.ts', 'vitest.deep.config.ts'].map(found));
	const written = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts'], {
		cwd: ROOT,
	});
	const files = written.split('\n').filter((file) => file !== '' && existsSync(join(ROOT, file)));
	expect([...new Set([...(usual ?? []), ...(deep ?? [])])].sort()).toEqual(files.sort());
	expect(usual?.filter((file) => deep?.includes(file))).toEqual(
		files.filter((file) => /\.property\.test\.ts$/.test(file)),
	);
	expect(deep?.filter((file) => !usual?.includes(file))).toEqual(
		files.filter((file) => /\.deep\.test\.ts$/.test(file)),
	);
});
