import { describeMachine } from '../reporting/describeMachine.js';
import { formatMs, formatTime, whole } from '../reporting/figures.js';
import { type Goal, renderGoalTable } from '../reporting/goalTable.js';
import { median } from '../reporting/median.js';
import { percentile } from '../reporting/percentile.js';
import type { WorkersReport } from './WorkersReport.js';

/** The figures of workers as a Markdown table with the numbers to reach, and where and how they were measured. */
export function renderWorkers(report: WorkersReport): string {
	const { guilds, members, largest, attachMs, lags, perSecond, hot, bytes, saveMs, heldMs, heldAgainMs } = report;
	const time = (what: string, value: number, limit?: number): Goal => ({ what, value, limit, format: formatMs });
	const goals: Goal[] = [
		time(`attach to ${whole(largest)} members, median of ${attachMs.length}`, median(attachMs), 300),
		time('… the slowest', Math.max(...attachMs)),
		time(`lag of a change at ${perSecond} changes a second, median`, median(lags)),
		time('… p99', percentile(lags, 0.99), 50),
		time('… the longest', Math.max(...lags)),
		time('hot read while Redis answers nobody, median', hot.medianMs, 1),
		time('… the longest', hot.longestMs),
		{ what: 'first save of all lists', value: saveMs, format: formatTime },
		time('longest command of Redis meanwhile', heldMs),
		time('longest command of Redis during a resume', heldAgainMs),
		{ what: 'bytes a member in Redis', value: bytes / members, limit: 60, format: (value) => value.toFixed(1) },
	];
	return [
		renderGoalTable(`${whole(guilds)} guilds, ${whole(members)} members`, goals),
		`Each list of a worker was compared with the world, and after the ${whole(lags.length)} changes once more. The lag is from the change in the emulator until a reader of the worker sees it, who looks each millisecond.`,
		`Measured on ${describeMachine(report.setting)} Redis ${report.redis}.`,
	].join('\n\n');
}
