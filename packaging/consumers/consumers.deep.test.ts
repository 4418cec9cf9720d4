import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockFile } from '../licences/LockFile.js';
import { installNode } from '../nodes/installNode.js';
import { packTarball } from '../tarballs/packTarball.js';
import { installProject, ROOT, readPublished, run } from '../workspace/index.js';
import { compilations } from './compilations.js';
import { compile } from './compile.js';

const OTHER_NODES = [22, 24];
const PROJECTS = [
	{ door: 'rollcall', project: 'discordJs', libraries: ['discord.js'] },
	{ door: 'rollcall/sharding', project: 'sharding', libraries: ['discord.js'] },
	{ door: 'rollcall/metrics', project: 'metrics', libraries: ['discord.js', 'prom-client'] },
	{ door: 'rollcall/stores', project: 'stores', libraries: ['discord.js'] },
	{ door: 'rollcall/workers', project: 'workers', libraries: ['discord.js'] },
	{
		door: 'rollcall/standalone',
		project: 'standalone',
		libraries: ['@discordjs/rest', '@discordjs/ws', 'discord-api-types'],
	},
];
const SCRIPTS = ['fetch.mjs', 'fetch.cjs'].flatMap((script) =>
	['this Node', ...OTHER_NODES.map((major) => `Node ${major}`)].map((node) => ({ script, node })),
);
const folder = mkdtempSync(join(tmpdir(), 'consumers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = (project: string, name: string) => join(ROOT, 'packaging/consumers/projects', project, name);
const dependencies: Record<string, string> = {};
const nodes = new Map([['this Node', process.execPath]]);

// `npm run test:deep` builds first, so that this is about what would be published.
beforeAll(async () => {
	for (const item of readPublished()) {
		const { manifest, file } = await packTarball(item, folder);
		dependencies[manifest.name] = `file:${file}`;
	}
	for (const major of OTHER_NODES) nodes.set(`Node ${major}`, await installNode(major));
});

describe.each(PROJECTS)('a new project on $door', ({ project, libraries }) => {
	const cwd = join(folder, project);

	beforeAll(async () => {
		// The versions that this repository locks: what others publish tomorrow decides about users, not about a change here.
		const lock = new LockFile();
		const others = [...libraries, '@types/node'].map((name) => [name, lock.versionOf(name) ?? name]);
		const { rollcall, 'rollcall-emulator': emulator } = dependencies;
		await installProject(cwd, { ...Object.fromEntries(others), rollcall, 'rollcall-emulator': emulator });
	});

	it('has discord.js only if it asks for it', () => {
		expect(existsSync(join(cwd, 'node_modules/discord.js'))).toBe(libraries.includes('discord.js'));
	});

	it('has the command of the emulator', async () => {
		expect(await run(join(cwd, 'node_modules/.bin/rollcall-emulator'), ['--help'], { cwd })).toContain('--members');
	});

	it.each(SCRIPTS)('fetches all members in $script under $node', async ({ script, node }) => {
		copyFileSync(sources(project, script), join(cwd, script));
		const program = nodes.get(node) ?? '';
		expect(await run(program, [script], { cwd })).toBe('{"complete":true,"members":2500}\n');
	});

	it.each(compilations)('fetches all members in TypeScript, as $title', async (compilation) => {
		const program = await compile(cwd, sources(project, 'fetch.ts'), compilation);
		expect(await run(process.execPath, [program], { cwd })).toBe('{"complete":true,"members":2500}\n');
	});
});
