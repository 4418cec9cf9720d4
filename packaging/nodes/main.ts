import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { copyTree } from './copyTree.js';
import { installNodeToBuild } from './installNode.js';

const MAJORS = [22, 24];

/** Runs the README's test command in a clean copy, by another Node: native modules are built for that one. */
async function testUnder(major: number): Promise<boolean> {
	const { program, nodedir } = await installNodeToBuild(major);
	const copy = mkdtempSync(join(tmpdir(), `node-${major}-`));
	try {
		await copyTree(copy);
		const env = {
			...process.env,
			PATH: [dirname(program), process.env.PATH].join(delimiter),
			npm_config_nodedir: nodedir,
		};
		const tests = spawn('npm ci && npm test', { cwd: copy, env, stdio: 'inherit', shell: true });
		const [code] = (await once(tests, 'exit')) as [number | null];
		return code === 0;
	} finally {
		rmSync(copy, { recursive: true });
	}
}

const wanted = process.argv.length > 2 ? process.argv.slice(2).map(Number) : MAJORS;
for (const major of wanted) {
	const passed = await testUnder(major);
	console.log(`Node ${major}: ${passed ? 'passed' : 'FAILED'}`);
	if (!passed) process.exitCode = 1;
}
