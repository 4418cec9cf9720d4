import { beforeAll, describe, expect, it } from 'vitest';
import { programOf } from '../../packaging/debian/programOf.js';
import { run } from '../../packaging/workspace/index.js';
import { OPS } from './readOps.js';

describe('promtool', () => {
	let promtool = '';
	const ask = (...args: string[]) => run(promtool, args, { cwd: `${OPS}/prometheus` });
	beforeAll(async () => {
		promtool = await programOf('promtool', 'prometheus');
	});

	it('finds no fault with the rules', async () => {
		expect(await ask('check', 'rules', 'rollcall.rules.yml')).toMatch(/SUCCESS: \d\d rules found/);
	});

	it('sees each alert fire when it should, and not otherwise', async () => {
		await ask('test', 'rules', 'rollcall.rules.test.yml'); // it fails if a test does
	});

	// Only the syntax: the token is in a file that is there when it runs.
	it('finds no fault with the configuration', async () => {
		expect(await ask('check', 'config', '--syntax-only', 'prometheus.yml')).toContain(
			'is valid prometheus config file',
		);
	});
});
