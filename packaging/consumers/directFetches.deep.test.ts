import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockFile } from '../licences/LockFile.js';
import { packTarball } from '../tarballs/packTarball.js';
import { installProject, ROOT, readPublished, run } from '../workspace/index.js';
import { compilations } from './compilations.js';
import { compile } from './compile.js';

const NAME = 'rollcall-find-direct-fetches';
const folder = mkdtempSync(join(tmpdir(), 'consumers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe(`a new project with ${NAME}`, () => {
	const cwd = join(folder, 'project');
	const command = join(cwd, 'node_modules/.bin', NAME);

	beforeAll(async () => {
		const item = readPublished().find(({ manifest }) => manifest.name === NAME);
		if (!item) throw new Error(`There is no package ${NAME}.`);
		const { file } = await packTarball(item, folder);
		const lock = new LockFile();
		const others = ['@types/node', 'typescript'].map((name) => [name, lock.versionOf(name) ?? name]);
		await installProject(cwd, { ...Object.fromEntries(others), [NAME]: `file:${file}` });
		mkdirSync(join(cwd, 'src'));
		writeFileSync(join(cwd, 'src/one.js'), 'guild.members.fetch(user.id);\n');
	});

	it('has nothing else of this repository, and no discord.js', () => {
		const installed = readdirSync(join(cwd, 'node_modules'));
		expect(installed.filter((name) => /rollcall|discord/.test(name))).toEqual([NAME]);
	});

	it('has a command that prints lookups and ends with 0, and ends with 1 if it finds a direct fetch', async () => {
		expect(await run(command, ['src'], { cwd })).toContain('src/one.js:1:1  guild.members.fetch(user.id)');
		mkdirSync(join(cwd, 'old'));
		writeFileSync(join(cwd, 'old/all.ts'), 'await guild.members.fetch();\n');
		await expect(run(command, ['old'], { cwd })).rejects.toThrow(/ended with 1:\n.*\n {2}old\/all\.ts:1:7/);
	});

	it.each(compilations)('finds them from code in TypeScript, as $title', async (compilation) => {
		const source = join(ROOT, 'packaging/consumers/projects/directFetches/find.ts');
		const program = await compile(cwd, source, compilation);
		expect(await run(process.execPath, [program], { cwd })).toBe('[{"kind":"lookup","line":1}]\n');
	});
});
