import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import type { Localiser } from '../../localisation/index.js';
import type { ActivityReport } from '../ActivityReport.js';
import { drawChart } from './drawChart.js';

// With Latin and Korean letters; machines that run bots often have no fonts.
const FONT = createRequire(import.meta.url).resolve(
	'@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
);

/** The chart of a report as PNG. Drawn beside the event loop, by another thread. */
export async function renderChart(report: ActivityReport, t: Localiser): Promise<Buffer> {
	const image = await renderAsync(drawChart(report, t), {
		font: { loadSystemFonts: false, fontFiles: [FONT], defaultFontFamily: 'Gowun Dodum' },
	});
	return image.asPng();
}
