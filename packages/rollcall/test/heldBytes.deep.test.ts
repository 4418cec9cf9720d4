import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./measureHeld.mjs', import.meta.url));

// In a process of its own, because a heap is no larger or smaller than all that runs in it. With many rosters, what else the
// process allocates hardly counts.
it.each([
	{ guilds: 1_500, members: 20 },
	{ guilds: 800, members: 100 },
	{ guilds: 200, members: 1_000 },
	{ guilds: 10, members: 20_000 },
])(
	'getCacheStats().bytes is what $guilds rosters of $members members take, within 15 %',
	async ({ guilds, members }) => {
		const { stdout } = await run(process.execPath, ['--expose-gc', script, String(guilds), String(members)]);
		const { held, reported } = JSON.parse(stdout) as { held: number; reported: number };
		expect(reported / held).toBeGreaterThan(0.85);
		expect(reported / held).toBeLessThan(1.15);
	},
);
