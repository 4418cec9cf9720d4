import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Cell, idCell, toCsv, toCsvLines } from 'rollcall-csv';
import { HOUR_MS } from '../../clock/index.js';
import { formatDay } from '../../dates/days.js';
import { inBatches } from '../../work/inBatches.js';
import type { ActivityReport, ReportRow } from '../judgement/ActivityReport.js';

// A message may have ten mebibytes with all its files, including the chart.
const LARGEST = 8 * 1024 * 1024;

const COLUMNS: Readonly<Record<string, (row: ReportRow) => Cell>> = {
	user_id: ({ holder }) => idCell(holder.id),
	username: ({ holder }) => holder.username,
	display_name: ({ holder }) => holder.displayName,
	bot: ({ holder }) => holder.isBot,
	standing: ({ standing }) => standing,
	active_hours: ({ activeMs }) => hours(activeMs),
	required_hours: ({ requiredMs }) => hours(requiredMs),
	idle_hours: ({ idleMs }) => hours(idleMs),
	messages: ({ messages }) => messages,
	last_seen: ({ lastSeenAt }) => time(lastSeenAt),
	joined: ({ holder }) => time(holder.joinedAt),
	observed_share: ({ coverage }) => Number(coverage.toFixed(4)),
	excused: ({ isExcused }) => isExcused,
	opted_out: ({ hasOptedOut }) => hasOptedOut,
};

/**
 * Everyone in a report as CSV, compressed if it would be too large for a message. A partial one says so in its name.
 */
export async function reportCsv(report: ActivityReport): Promise<{ name: string; attachment: Buffer }> {
	const { period, timeZone, list } = report;
	const [first, last] = [period.from, Math.max(period.from, period.to - 1)].map((at) => formatDay(at, timeZone));
	const name = `report_${first}_${last}${list.complete ? '' : '_partial'}.csv`;
	const csv = await writeCsv(report.rows);
	if (csv.length <= LARGEST) return { name, attachment: csv };
	return { name: `${name}.gz`, attachment: await promisify(gzip)(csv) };
}

async function writeCsv(rows: readonly ReportRow[]): Promise<Buffer> {
	const cells = Object.values(COLUMNS);
	const parts = [toCsv(Object.keys(COLUMNS), [])];
	for (const batch of inBatches(rows)) {
		parts.push(toCsvLines(batch.map((row) => cells.map((cell) => cell(row)))));
		await setImmediate();
	}
	return Buffer.concat(parts);
}

const hours = (ms: number) => Number((ms / HOUR_MS).toFixed(3));
const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
