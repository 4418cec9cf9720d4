/** Where what was measured is committed. */
export const keptFiles = {
	results: new URL('../../../results/validation.json', import.meta.url),
	page: new URL('../../../../docs/performance.md', import.meta.url),
	plot: new URL('../../../../docs/performance.svg', import.meta.url),
} as const;
