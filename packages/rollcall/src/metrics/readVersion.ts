import { readFileSync } from 'node:fs';

/** The sources and the build are as deep in the package as each other is, or one folder deeper. */
const PLACES = ['../package.json', '../../package.json'];
let version: string | undefined;

/** The version of this package; `unknown` if it was put into a bundle. */
export function readVersion(): string {
	version ??= PLACES.map(versionIn).find((found) => found !== undefined) ?? 'unknown';
	return version;
}

function versionIn(place: string): string | undefined {
	try {
		const manifest = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Record<string, string>;
		return manifest.name === 'rollcall' ? manifest.version : undefined;
	} catch {
		return undefined;
	}
}
