import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { aReport } from '../tests/aReport.js';
import { reportCsv } from './reportCsv.js';

it('has a line for everyone, in pieces that fit together', async () => {
	const report = aReport({ active: 3_000, inactive: 1_500, afk: 1, unknown: 1 });
	const { name, attachment } = await reportCsv(report);
	const [head, ...lines] = attachment.toString().split('\r\n').slice(0, -1);
	expect(name).toBe('report_1970-01-01_1970-01-07.csv');
	expect(head).toMatch(/^\ufeffuser_id,username,display_name,bot,standing,active_hours,required_hours,/);
	expect(lines.map((line) => line.split(',')[0])).toEqual(report.rows.map(({ holder }) => `id:${holder.id}`));
	expect(attachment.toString().match(/user_id/g)).toHaveLength(1);
});

it('neutralises names that start a formula, and is called partial if it is', async () => {
	const report = aReport({ active: 1 }, { complete: false });
	const [row] = report.rows;
	const names = ['=1+1', ' \t@SUM(A1)', '\r=x', '＝1'];
	const neutral = ["'=1+1", "\t'@SUM(A1)", "\r'=x", "'＝1"];
	const rows = names.map((displayName) => ({ ...row, holder: { ...row?.holder, displayName } })) as never;
	const { name, attachment } = await reportCsv({ ...report, rows });
	expect(name).toBe('report_1970-01-01_1970-01-07_partial.csv');
	for (const displayName of neutral) expect(attachment.toString()).toContain(displayName);
});

it('is compressed if it is too large for a message', async () => {
	const report = aReport({ active: 1 });
	const rows = Array.from({ length: 60_000 }, (_, n) => ({
		...report.rows[0],
		holder: { ...report.rows[0]?.holder, id: String(n), displayName: 'x'.repeat(100) },
	})) as never;
	const { name, attachment } = await reportCsv({ ...report, rows });
	expect(name).toBe('report_1970-01-01_1970-01-07.csv.gz');
	expect(gunzipSync(attachment).toString().split('\r\n')).toHaveLength(60_002);
});
