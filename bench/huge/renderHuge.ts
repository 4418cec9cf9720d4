import { describeMachine } from '../reporting/describeMachine.js';
import { formatMs, formatTime, whole } from '../reporting/figures.js';
import { markdownTable } from '../reporting/markdownTable.js';
import type { HugeReport } from './HugeReport.js';

const STALL_TARGET_MS = 150;
const SECOND_CALL_TARGET_MS = 1;

/** The fetch of the largest guild as a Markdown table, and where it was measured. */
export function renderHuge(report: HugeReport): string {
	const { members, isRight, wallMs, cpuMs, bytesPerMember, peakHeapMb, peakRssMb, stallMs, secondCallMs } = report;
	const rows = [
		['list', isRight ? 'complete, every field compared' : 'WRONG'],
		['time of a full fetch', formatTime(wallMs)],
		['CPU of a full fetch', formatTime(cpuMs)],
		['bytes a member kept', whole(bytesPerMember)],
		['peak heap', `${whole(peakHeapMb)} MB`],
		['peak RSS', `${whole(peakRssMb)} MB`],
		[`longest stall (goal: at most ${STALL_TARGET_MS} ms)`, judge(stallMs, STALL_TARGET_MS)],
		[`second call (goal: under ${SECOND_CALL_TARGET_MS} ms)`, judge(secondCallMs, SECOND_CALL_TARGET_MS)],
	];
	const table = markdownTable([`${whole(members)} members`, 'rollcall, standalone'], rows);
	return `${table}\n\nMeasured on ${describeMachine(report.setting)}`;
}

function judge(ms: number, target: number): string {
	return ms <= target ? formatMs(ms) : `${formatMs(ms)}, **missed**`;
}
