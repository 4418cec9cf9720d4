import type { Manifest } from './Manifest.js';

/** A package of the repository, and its folder. */
export interface Package {
	readonly folder: string;
	readonly manifest: Manifest;
}
