import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './ROOT.js';

interface Locked {
	readonly link?: boolean;
	readonly integrity?: string;
}

it('names the hash of each package that is downloaded, so that nobody else can be installed in its place', () => {
	const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
	const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
	const downloaded = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
	expect(downloaded.length).toBeGreaterThan(100);
	expect(
		downloaded.filter(([, { integrity = '' }]) => !/^sha512-.{86}==$/.test(integrity)).map(([path]) => path),
	).toEqual([]);
});
