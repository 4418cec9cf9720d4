import type { Package } from './Package.js';
import { readPackages } from './readPackages.js';

/** The packages that npm will ship. */
export function readPublished(): Package[] {
	return readPackages().filter(({ manifest }) => !manifest.private);
}
