import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiscordEmulator } from 'rollcall-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packTarball } from '../tarballs/packTarball.js';
import { installProject, readPublished, run } from '../workspace/index.js';

const NAMES = ['rollcall', 'rollcall-csv', 'rollcall-cli'];
const folder = mkdtempSync(join(tmpdir(), 'consumers-'));
afterAll(() => rmSync(folder, { recursive: true }));

// `npm run test:deep` builds first, so that this is about what would be published.
describe('a new project with rollcall-cli', () => {
	const cwd = join(folder, 'project');
	const command = join(cwd, 'node_modules/.bin/rollcall');

	beforeAll(async () => {
		const dependencies: Record<string, string> = {};
		for (const item of readPublished().filter(({ manifest }) => NAMES.includes(manifest.name))) {
			const { manifest, file } = await packTarball(item, folder);
			dependencies[manifest.name] = `file:${file}`;
		}
		await installProject(cwd, dependencies);
	});

	it('has neither discord.js nor the emulator', () => {
		const installed = readdirSync(join(cwd, 'node_modules'));
		expect(installed.filter((name) => /^rollcall|discord\.js/.test(name)).sort()).toEqual([...NAMES].sort());
	});

	it('has a command that exports a guild', async () => {
		const emulator = new DiscordEmulator({ guilds: [{ members: 2_500 }], gateway: { helloDelay: 100 } });
		await emulator.start();
		const env = { DISCORD_TOKEN: emulator.token };
		const argv = ['export', emulator.world.guild().id, '--api', emulator.restUrl, '--format', 'jsonl'];
		const said = await run(command, argv, { cwd, env }).finally(() => emulator.stop());
		expect(said.trimEnd().split('\n')).toHaveLength(2_500);
	});

	it('says how to get the emulator, which is optional', async () => {
		await expect(run(command, ['emulator'], { cwd })).rejects.toThrow('npm install --save-dev rollcall-emulator');
	});
});
