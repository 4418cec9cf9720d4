import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { type SideName, sides } from '../sides/index.js';
import type { Setting } from './Report.js';

interface Package {
	readonly version: string;
	readonly devDependencies: Readonly<Record<string, string>>;
}

/** The machine, the time, and the versions of what these sides are made of. */
export function describeSetting(names: readonly SideName[]): Setting {
	return {
		date: new Date().toISOString(),
		node: process.version,
		cpu: cpus()[0]?.model.trim() ?? 'an unknown CPU',
		cores: availableParallelism(),
		memoryGb: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${release()}`,
		packages: readVersions(names),
	};
}

/** Peers are pinned in the package.json of the bench, so what stands there is what runs. */
function readVersions(names: readonly SideName[]): Record<string, string> {
	const { devDependencies } = JSON.parse(
		readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
	) as Package;
	const packages = new Set<string>(names.flatMap((name) => sides[name].packages));
	return Object.fromEntries([...packages].map((name) => [name, devDependencies[name] ?? '']));
}
