import type { Package } from '../workspace/index.js';

/** A package as npm will ship it. */
export interface Tarball extends Package {
	/** Where the tarball is. */
	readonly file: string;
	/** The paths of all that is in it. */
	readonly paths: readonly string[];
}
