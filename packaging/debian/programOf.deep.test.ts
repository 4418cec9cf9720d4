import { expect, it } from 'vitest';
import { run } from '../workspace/index.js';
import { programOf } from './programOf.js';

it('finds a program that is installed', async () => {
	expect(await programOf('node', 'nodejs')).toMatch(/\/node$/);
});

it('takes a program out of its package, also if two ask at once', async () => {
	const both = await Promise.all([programOf('promtool', 'prometheus'), programOf('promtool', 'prometheus')]);
	expect(new Set(both).size).toBe(1);
	expect(await run(both[0], ['--version'], { cwd: '/' })).toContain('promtool, version');
});

it('says what to install if there is no such package', async () => {
	await expect(programOf('no-such-program', 'no-such-package-of-debian')).rejects.toThrow(
		/There is no no-such-program, and the package no-such-package-of-debian could not be had\..* Install it/,
	);
});
