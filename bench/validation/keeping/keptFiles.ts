/** The committed files of the validation. */
export const keptFiles = {
	results: new URL('../../../results/validation.json', import.meta.url),
	page: new URL('../../../results/validation.md', import.meta.url),
	plot: new URL('../../../results/validation.svg', import.meta.url),
} as const;
