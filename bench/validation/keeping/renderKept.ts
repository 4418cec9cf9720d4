import { renderPanels } from '../../plot/renderPanels.js';
import { gains } from '../gains/index.js';
import type { Measured } from '../promises/Measured.js';
import { type Part, renderPage } from '../reporting/renderPage.js';
import type { keptFiles } from './keptFiles.js';

/** The files to commit: the results in the order of the promises, and page and plot that follow from them. */
export function renderKept(kept: readonly Measured[]): Record<keyof typeof keptFiles, string> {
	const parts = gains.map((gain): Part => {
		const measured = kept.find((each) => each.gain === gain.name);
		return { gain, ...(measured && { measured }) };
	});
	const results = parts.flatMap(({ measured }) => measured ?? []);
	const panels = parts.flatMap(({ gain, measured }) => (measured && gain.draw?.(measured.found)) ?? []);
	const page = renderPage(parts, panels.length > 0 ? 'validation.svg' : undefined);
	return { results: `${JSON.stringify(results)}\n`, page, plot: renderPanels(panels) };
}
