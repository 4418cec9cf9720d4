import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import satisfies from 'spdx-satisfies';
import { describe, expect, it } from 'vitest';
import { inlinedIn } from '../bundle/inline.js';
import { ROOT, readPackages } from '../workspace/index.js';
import { LockFile } from './LockFile.js';
import { renderLicences } from './renderLicences.js';

/** Licences that software of any licence may ship with, given a notice. */
const PERMISSIVE = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'WTFPL'];
/** Of the bot alone: a font, and a renderer whose files are shipped as they are. */
const OF_THE_BOT = [...PERMISSIVE, 'OFL-1.1', 'MPL-2.0'];

const lock = new LockFile();

describe('docs/licences.md', () => {
	it('is what `npm run docs:licences` writes', () => {
		expect(readFileSync(join(ROOT, 'docs/licences.md'), 'utf8')).toBe(renderLicences(lock));
	});
});

describe.each(readPackages())('what is installed with $manifest.name', ({ folder, manifest }) => {
	const dependencies = lock.installedWith(relative(ROOT, folder));

	it('has licences that allow it, as has what is in its build', () => {
		const allowed = manifest.name === 'rollcall-bot' ? OF_THE_BOT : PERMISSIVE;
		const inlined = lock.installed(inlinedIn(folder));
		expect(inlined.map(({ name }) => name)).toEqual(inlinedIn(folder).sort());
		const refused = [...dependencies, ...inlined].filter(({ licence }) => !satisfies(licence, allowed));
		expect(refused).toEqual([]);
	});

	it('is found in the lock file, each as deep as it goes', () => {
		const names = dependencies.map(({ name }) => name);
		const own = readPackages().map((item) => item.manifest.name);
		const direct = Object.keys(manifest.dependencies ?? {}).filter((name) => !own.includes(name));
		expect(names).toEqual(expect.arrayContaining(direct));
		// TypeScript, csv-stringify and what the emulator needs depend on nothing, and nothing is installed with rollcall-redis.
		const flat = ['rollcall-find-direct-fetches', 'rollcall-csv', 'rollcall-emulator', 'rollcall-redis'];
		expect(names.length > direct.length).toBe(!flat.includes(manifest.name));
	});
});

it('Of packages in two places the nearest is meant, and of links what they lead to', () => {
	const packages = {
		'packages/a': { dependencies: { x: '1', b: '1' }, devDependencies: { z: '1' } },
		'packages/a/node_modules/x': { version: '2.0.0', license: 'ISC', dependencies: { y: '1' } },
		'packages/b': { dependencies: { x: '1' }, optionalDependencies: { elsewhere: '1' } },
		'node_modules/b': { link: true, resolved: 'packages/b' },
		'node_modules/x': { version: '1.0.0', license: 'MIT' },
		'node_modules/y': { version: '1.0.0' },
		'node_modules/z': { version: '1.0.0', license: 'MIT' },
	};
	const found = new LockFile(JSON.stringify({ packages })).installedWith('packages/a');
	expect(found.map(({ name, version, licence }) => `${name} ${version} ${licence}`)).toEqual([
		'x 1.0.0 MIT',
		'x 2.0.0 ISC',
		'y 1.0.0 none named',
	]);
});
