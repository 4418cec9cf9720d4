import type { BaseMessageOptions } from 'discord.js';
import { cut, type Localiser, percentOf } from '../../localisation/index.js';
import { pageOf } from '../../pages/pageOf.js';
import { renderChart } from '../chart/renderChart.js';
import type { ActivityReport } from '../judgement/ActivityReport.js';
import { reportButtons } from './reportButtons.js';
import { reportCsv } from './reportCsv.js';
import { CHART_NAME, reportEmbed } from './reportEmbed.js';
import { reportTexts } from './reportTexts.js';

/** Even if names consist of escapes only, they stay far below the 4096 characters of a description. */
const PAGE_ROWS = 20;
const LONGEST_NOTICE = 1900;

/** A report as a message: warnings first, then one page, the chart and everyone as CSV. @param id - for its buttons */
export async function showReport(report: ActivityReport, id: string, t: Localiser) {
	const files = [{ name: CHART_NAME, attachment: await renderChart(report, t) }, await reportCsv(report)];
	return { content: noticeOf(report, t), ...showPage(report, id, 1, t), files };
}

/** The parts that change when a page is turned. */
export function showPage(report: ActivityReport, id: string, wanted: number, t: Localiser) {
	const { page, pages, items } = pageOf(report.rows, wanted, PAGE_ROWS);
	return {
		embeds: [reportEmbed(report, items, t)],
		components: reportButtons(id, page, pages, t),
	} satisfies BaseMessageOptions;
}

/** Above everything else: the warning that the list may lack members. */
function noticeOf({ list }: ActivityReport, t: Localiser): string {
	if (list.complete) return list.how.source === 'direct' ? t(reportTexts.unproven) : '';
	const percent = percentOf(list.coverage);
	return cut(t(reportTexts.partial, { percent, reason: list.reason ?? '' }), LONGEST_NOTICE);
}
