import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import type { Localiser } from '../../localisation/index.js';
import type { ActivityReport } from '../judgement/ActivityReport.js';
import { drawChart } from './drawChart.js';

// A font with Latin and Korean letters, since machines that run bots often have none.
const FONT = createRequire(import.meta.url).resolve(
	'@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
);

/** The chart of a report as PNG. */
export function renderChart(report: ActivityReport, t: Localiser): Promise<Buffer> {
	return renderSvg(drawChart(report, t));
}

/** Drawn in another thread, beside the event loop. */
export async function renderSvg(svg: string): Promise<Buffer> {
	const image = await renderAsync(svg, {
		font: { loadSystemFonts: false, fontFiles: [FONT], defaultFontFamily: 'Gowun Dodum' },
	});
	return image.asPng();
}
