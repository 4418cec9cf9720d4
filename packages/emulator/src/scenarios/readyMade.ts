import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The scenarios that come with the package, beside the sources and beside the build. */
const FOLDER = new URL('../../cases/', import.meta.url);

/** The names of all scenarios that come with the package. */
export function readyMadeNames(): string[] {
	return readdirSync(FOLDER).map((name) => basename(name, '.yaml'));
}

/** The file of a scenario: the one at a path, or if there is none, the ready-made one with this name. */
export function fileOfScenario(name: string): string {
	if (existsSync(name) || !/^[\w-]+$/.test(name)) return name;
	const file = fileURLToPath(new URL(`${name}.yaml`, FOLDER));
	return existsSync(file) ? file : name;
}
