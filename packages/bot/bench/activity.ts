import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ActivityKeys } from '../src/activity/ActivityKeys.js';
import { ActivitySums } from '../src/activity/ActivitySums.js';
import { activityMigrations } from '../src/activity/activityMigrations.js';
import { Coverage } from '../src/activity/Coverage.js';
import { DAY_MS, HOUR_MS } from '../src/clock/index.js';
import { openDatabase } from '../src/database/index.js';
import type { ActivitySum, Period } from '../src/interfaces/ActivitySource.js';
import { fillActivity, GUILD_ID, userIdOf } from './fillActivity.js';
import { type Cost, measure, medianOf } from './measure.js';
import { DAYS, FIRST_DAY } from './memberYear.js';
import { plainSum } from './plainSum.js';

// Measures how long the sums of a guild take: `npm run bench:activity [members]`. Checks each answer on a sample of
// members.

const RAW_DAYS = 30;
const ROUNDS = 5;
/** One member in so many is checked. */
const SAMPLE = 997;
/** One member in so many has the role that the bench asks about. */
const HOLDERS = 20;
const END = (FIRST_DAY + DAYS) * DAY_MS;

const PERIODS: Readonly<Record<string, Period>> = {
	'a day': { from: END - DAY_MS, to: END },
	'a day in Seoul': { from: END - DAY_MS - 9 * HOUR_MS, to: END - 9 * HOUR_MS },
	'a week': { from: END - 7 * DAY_MS, to: END },
	'a month, edges inside days': { from: END - 29.4 * DAY_MS, to: END - 0.3 * DAY_MS },
	'half a year': { from: END - 183 * DAY_MS, to: END },
	'a year': { from: FIRST_DAY * DAY_MS, to: END },
};

async function main(members: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'activity-'));
	try {
		const path = join(folder, 'bench.sqlite');
		const database = openDatabase(path, [activityMigrations]);
		const { result: rows, cost } = await measure(() => fillActivity(database, members, RAW_DAYS));
		const megabytes = statSync(path).size / 2 ** 20;
		console.log(`${members.toLocaleString('en')} members × ${DAYS} days, ${rows.toLocaleString('en')} rows`);
		console.log(`${megabytes.toFixed(0)} MiB, filled in ${(cost.ms / 1000).toFixed(1)} s`);
		console.log(`Node ${process.version}, ${availableParallelism()} cores; median of ${ROUNDS}\n`);
		const keys = new ActivityKeys(database);
		await report(new ActivitySums(database, keys), new Coverage(database, keys), members);
		database.close();
	} finally {
		rmSync(folder, { recursive: true });
	}
}

async function report(sums: ActivitySums, coverage: Coverage, members: number): Promise<void> {
	const rows: object[] = [];
	const holders = Array.from({ length: Math.ceil(members / HOLDERS) }, (_, n) => userIdOf(n * HOLDERS + 1));
	for (const [name, period] of Object.entries(PERIODS)) {
		const costs: Cost[] = [];
		let result: ReadonlyMap<string, ActivitySum> = new Map();
		const few: Cost[] = [];
		for (let n = 0; n < ROUNDS; n++) {
			const round = await measure(() => sums.sums(GUILD_ID, period));
			costs.push(round.cost);
			result = round.result;
			const some = await measure(() => sums.sums(GUILD_ID, period, holders));
			few.push(some.cost);
			if (!isDeepStrictEqual(some.result, new Map(holders.flatMap((id) => entryOf(result, id)))))
				throw new Error(`${name}: the sums of some are not theirs among those of all.`);
		}
		const checked = check(result, period, members);
		const watched = await measure(() => coverage.of(GUILD_ID, period)());
		if (watched.result !== 1) throw new Error(`${name}: the coverage is ${watched.result}, and should be 1.`);
		rows.push({
			period: name,
			'of all, ms': Number(medianOf(costs).ms.toFixed(1)),
			[`of ${holders.length}, ms`]: Number(medianOf(few).ms.toFixed(1)),
			active: result.size,
			'coverage, ms': Number(watched.cost.ms.toFixed(2)),
			checked,
		});
	}
	console.table(rows);
}

function entryOf(sums: ReadonlyMap<string, ActivitySum>, id: string): [string, ActivitySum][] {
	const sum = sums.get(id);
	return sum ? [[id, sum]] : [];
}

/** @throws Error that names the first member whose sum differs from the plain one */
function check(sums: ReadonlyMap<string, ActivitySum>, period: Period, members: number): number {
	let checked = 0;
	for (let member = 1; member <= members; member += SAMPLE) {
		const wanted = plainSum(member, period);
		const found = sums.get(userIdOf(member));
		if (!isDeepStrictEqual(found, wanted))
			throw new Error(`Member ${member}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}.`);
		checked++;
	}
	return checked;
}

const members = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(members) || members < 1) {
	console.error(`The number of members must be a whole number from 1, not ${process.argv[2]}.`);
	process.exit(1);
}
await main(members);
