import { ManifestError } from './ManifestError.js';

const PATTERN = /^segment-\d+-[0-9a-f]{8}$/;

/** The name of a file with blocks; `nonce` is 8 hexadecimal digits, since a commit that was cut off may have left one. */
export function makeSegmentName(generation: number, nonce: string): string {
	return `segment-${generation}-${nonce}`;
}

export function isSegmentName(name: string): boolean {
	return PATTERN.test(name);
}

/** A name that a manifest tells: no path may lead out of the folder. */
export function segmentName(name: string): string {
	if (!isSegmentName(name)) throw new ManifestError('it names a file that is none of its own');
	return name;
}
