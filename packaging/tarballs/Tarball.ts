import type { Package } from '../workspace/index.js';

/** A package as npm will ship it. */
export interface Tarball extends Package {
	/** The path of the tarball. */
	readonly file: string;
	/** The paths of all that is in it. */
	readonly paths: readonly string[];
}
