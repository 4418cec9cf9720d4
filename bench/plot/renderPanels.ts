import type { Panel } from './Panel.js';
import { PANEL_SIZE, renderPanel } from './renderPanel.js';
import { style } from './style.js';

/** Panels below each other, as an SVG that can be read on a light and on a dark ground. */
export function renderPanels(panels: readonly Panel[]): string {
	const { width, height } = PANEL_SIZE;
	const groups = panels.map((panel, at) => {
		return `<g transform="translate(0 ${at * height})">\n${renderPanel(panel)}\n</g>`;
	});
	const title = panels.map((panel) => panel.title).join('; ');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height * panels.length}" role="img" aria-label="${title}">`,
		`<style>${style}</style>`,
		...groups,
		'</svg>\n',
	].join('\n');
}
