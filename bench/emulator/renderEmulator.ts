import { describeMachine } from '../reporting/describeMachine.js';
import { formatMs, whole } from '../reporting/figures.js';
import { markdownTable } from '../reporting/markdownTable.js';
import type { EmulatorReport, Throughput } from './EmulatorReport.js';

/** The least share of the speed of a bare server. */
const LEAST_SHARE = 0.6;
const MOST_RSS_MB = 1_000;
const MOST_RESET_MS = 10;

/** The emulator under load as Markdown tables, and where it was measured. */
export function renderEmulator(report: EmulatorReport): string {
	const { setting, members, throughputs, crowd, readyMs, resetMs, connections, helloMs } = report;
	const bare = throughputs.find(({ server }) => server === 'bare ws server') as Throughput;
	const speeds = throughputs.map(({ server, compression, membersPerSecond }) => [
		server,
		compression,
		whole(membersPerSecond),
		judgeShare(membersPerSecond / bare.membersPerSecond, server === 'emulator' && compression === 'none'),
	]);
	const rows = [
		[
			`${crowd.sessions} sessions on ${whole(crowd.members)} members at once`,
			`${crowd.areComplete ? 'all complete' : '**NOT all complete**'} after ${crowd.seconds.toFixed(0)} s`,
		],
		[`… peak RSS (goal: under ${whole(MOST_RSS_MB)} MB)`, judgeRss(crowd.peakRssMb)],
		['from the start of the command to a guild at a bot', formatMs(readyMs)],
		[`a reset of a changed world of 1,000 members (goal: under ${MOST_RESET_MS} ms)`, judgeReset(resetMs)],
		[`HELLO on a new socket beside ${whole(connections)} open ones`, formatMs(helloMs)],
	];
	return [
		markdownTable(['server', 'compression', 'members a second', 'share'], speeds),
		markdownTable([`emulator`, 'measured'], rows),
		`One client fetched ${whole(members)} members by chunks, in a process of its own that parsed each frame and counted distinct ids. The bare server sends frames that lie ready.`,
		`Measured on ${describeMachine(setting)}`,
	].join('\n\n');
}

function judgeShare(share: number, isJudged: boolean): string {
	const verdict = isJudged && share < LEAST_SHARE ? `, **missed** (at least ${LEAST_SHARE})` : '';
	return `${share.toFixed(2)}${verdict}`;
}

function judgeReset(ms: number): string {
	return `${ms.toFixed(1)} ms${ms < MOST_RESET_MS ? '' : ', **missed**'}`;
}

function judgeRss(mb: number): string {
	return `${whole(mb)} MB${mb < MOST_RSS_MB ? '' : ', **missed**'}`;
}
