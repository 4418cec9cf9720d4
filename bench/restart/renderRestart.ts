import { describeMachine } from '../reporting/describeMachine.js';
import { formatTime, whole } from '../reporting/figures.js';
import { type Goal, renderGoalTable } from '../reporting/goalTable.js';
import type { RestartReport } from './RestartReport.js';

/** The figures of a restart as a Markdown table with the numbers to reach, and where and how they were measured. */
export function renderRestart(report: RestartReport): string {
	const { guilds, shardCount, members, saved, discordJs, standalone, resume, proven } = report;
	const stall = (what: string, ms: number): Goal => ({
		what: `longest turn of the event loop ${what}`,
		value: ms,
		limit: 20,
		format: (value) => `${value.toFixed(0)} ms`,
	});
	const time = (what: string, ms: number, limit?: number): Goal => ({ what, value: ms, limit, format: formatTime });
	const goals: Goal[] = [
		time('discord.js: from ClientReady to the first labelled answer', discordJs.firstMs, 2_000),
		time('discord.js: from ClientReady to all guilds labelled', discordJs.allMs, 10_000),
		stall('until then', discordJs.stallMs),
		time('standalone: from construction to the first labelled answer', standalone.firstMs - standalone.readMs, 2_000),
		time('standalone: from construction to all guilds labelled', standalone.allMs - standalone.readMs, 10_000),
		time('standalone: `savedSessions()` before that', standalone.readMs),
		stall('from `savedSessions()` on', standalone.stallMs),
		time('standalone: from `connect()` to all lists complete', resume.resumedMs),
		{ what: 'standalone: requests for members of a resume', value: resume.requests, limit: 0, format: whole },
		stall('meanwhile', resume.stallMs),
		{
			what: `all proven again without a resume, beside the floor of ${formatTime(proven.floorMs)}`,
			value: proven.provenMs / proven.floorMs,
			limit: 1.15,
			format: (ratio) => `${ratio.toFixed(2)}× (${formatTime(proven.provenMs)})`,
		},
		time('saving all lists', saved.saveMs),
		stall('meanwhile', saved.saveStallMs),
		time('saving again without a change', saved.againMs),
		stall('meanwhile', saved.againStallMs),
		{ what: 'bytes a member on disk', value: saved.bytes / members, limit: 60, format: (value) => value.toFixed(1) },
	];
	return [
		renderGoalTable(`${whole(guilds)} guilds, ${shardCount} shards, ${whole(members)} members`, goals),
		`Every list was compared with the world: before the restart, after the resume, and when all was proven again. The floor is what Discord's 120 events a minute leave to the connection with the most guilds: each proof takes one. All was proven on a clock that leaps to the next timer if no answer is awaited.`,
		`Measured on ${describeMachine(report.setting)}`,
	].join('\n\n');
}
