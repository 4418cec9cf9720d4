import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const node = async (...args: string[]) => (await run(process.execPath, args, { cwd: here('..') })).stdout;

/** The code that is compiled against the published types. */
const SOURCES = ['./consumer.ts', './readmeStandalone.ts', './memory.ts', './roles.ts'].map(here);

/** The modules that the declarations behind a door name, those of the build and those of others. */
async function modulesBehind(file: string, seen = new Set<string>()): Promise<Set<string>> {
	if (seen.has(file)) return seen;
	seen.add(file);
	const text = await readFile(here(`../dist/${file}`), 'utf8');
	for (const [, name = ''] of text.matchAll(/(?:from|import\() ?['"]([^'"]+)['"]/g)) {
		if (name.startsWith('.')) await modulesBehind(join(dirname(file), name.replace(/\.js$/, '.d.ts')), seen);
		else seen.add(name);
	}
	return seen;
}

// `npm test` builds first, so that this is about what would be published; `packaging/` packs and installs it.
describe('the built package', () => {
	it('is imported by its name', async () => {
		const source =
			"import * as door from 'rollcall'; console.log(Object.keys(door).sort().join(), typeof new door.MemberFetchService())";
		const exported = await node('--input-type=module', '--eval', source);
		expect(exported).toContain('MemberFetchService');
		expect(exported.trim()).toMatch(/ object$/);
	});

	it('is imported without discord.js by its other name, for bots that have none', async () => {
		const loaded = async (name: string) => {
			const source = `import { createRequire } from 'node:module';
				const door = await import('${name}');
				const paths = Object.keys(createRequire(import.meta.url).cache);
				console.log(Object.keys(door).join(), paths.some((path) => /node_modules.discord\\.js/.test(path)))`;
			return (await node('--input-type=module', '--eval', source)).trim();
		};
		expect(await loaded('rollcall/standalone')).toMatch(/StandaloneMemberFetchService.* false$/);
		expect(await loaded('rollcall/sharding')).toMatch(/RosterLink.*serveRosters.* false$/);
		expect(await loaded('rollcall/workers')).toMatch(/RosterWorker.* false$/);
		expect(await loaded('rollcall')).toMatch(/MemberFetchService.* true$/); // so that it would be seen
	});

	it('loads nothing of the links between processes, and no other library for them, unless they are imported', async () => {
		const imports = async (file: string) =>
			[...(await readFile(here(`../dist/${file}`), 'utf8')).matchAll(/^import .*? from "(.+?)";$/gm)].map(
				([, name]) => name,
			);
		for (const door of ['index.js', 'shared.js', 'standalone.js'])
			expect(await imports(door)).not.toContain('./sharding.js');
		const others = (await imports('sharding.js')).filter((name) => !name?.startsWith('node:'));
		expect(others).toEqual(['./shared.js']);
	});

	it('is typed without discord.js under its other name: without it, users would have to skip the check of libraries', async () => {
		expect([...(await modulesBehind('standalone.d.ts'))]).not.toContain('discord.js');
		expect([...(await modulesBehind('index.d.ts'))]).toContain('discord.js'); // so that it would be seen
	});

	it('has stores behind a name of their own, which nothing else loads', async () => {
		const source = `const { fileStore, memoryStore } = await import('rollcall/stores');
			console.log(typeof fileStore('rosters').open, typeof memoryStore().open)`;
		expect((await node('--input-type=module', '--eval', source)).trim()).toBe('function function');
		for (const door of ['index', 'standalone', 'metrics', 'shared'])
			expect(await readFile(here(`../dist/${door}.js`), 'utf8')).not.toMatch(/src\/stores\/|rollcall roster store/);
	});

	it('has no top-level await, which require() of an ES module would refuse', async () => {
		const source = "console.log(typeof require('rollcall').MemberFetchService)";
		expect(await node('--no-warnings', '--input-type=commonjs', '--eval', source)).toBe('function\n');
	});

	it('leaves nothing running when it is imported and a service is made and closed', async () => {
		const source =
			"import { MemberFetchService } from 'rollcall'; const service = new MemberFetchService(); await service.close()";
		expect(await node('--input-type=module', '--eval', source)).toBe('');
	});

	it('has the types that its code has', async () => {
		const tsc = here('../../../node_modules/typescript/bin/tsc');
		const flags = [
			'--noEmit',
			'--strict',
			'--skipLibCheck',
			'--target',
			'es2023',
			'--module',
			'nodenext',
			'--types',
			'node',
		];
		expect(await node(tsc, ...flags, ...SOURCES).catch(({ stdout }) => stdout)).toBe('');
	});
});

it('shows in its README the standalone example that is compiled here', async () => {
	const example = await readFile(here('./readmeStandalone.ts'), 'utf8');
	expect(await readFile(here('../README.md'), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it.each([
	['memory', 'memory'],
	['memory', 'oneCopy'],
	['roles', 'roles'],
])('shows in docs/%s.md the example %s.ts that is compiled here', async (page, name) => {
	const example = await readFile(here(`./${name}.ts`), 'utf8');
	expect(await readFile(here(`../../../docs/${page}.md`), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
});
