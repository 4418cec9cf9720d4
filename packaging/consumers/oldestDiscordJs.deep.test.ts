import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { installProject, ROOT, readPublished, run } from '../workspace/index.js';

/** The tests of what reaches behind the public types of discord.js. Whether it does so by the fast way is another question. */
const FOLDERS = ['packages/rollcall/src/tests/rosterCache'];

const folder = mkdtempSync(join(tmpdir(), 'oldest-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The first version that the range of the package allows. */
function oldest(): string {
	const { manifest } = readPublished().find((item) => item.manifest.name === 'rollcall') ?? {};
	const [, version] = /^\^(\d+\.\d+\.\d+)$/.exec(manifest?.peerDependencies?.['discord.js'] ?? '') ?? [];
	if (version === undefined) throw new Error('The package has no range of discord.js with a first version.');
	return version;
}

it('passes the tests of the member caches, as the newest does', async () => {
	const version = oldest();
	await installProject(folder, { 'discord.js': version });
	const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
	const env = { ROLLCALL_DISCORD_JS: join(folder, 'node_modules/discord.js') };
	const output = await run(process.execPath, [vitest, 'run', '--reporter=verbose', ...FOLDERS], { cwd: ROOT, env });
	expect(output).toContain(`(discord.js ${version})`);
});
