// How long the sums of a guild take: 100,000 members, a year of days, thirty days of single sessions.
// npm run bench:activity -- --members 10000 --days 90 --share 0.25
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import 'reflect-metadata';
import { container as root } from 'tsyringe';
import { ActivitySums } from '../dist/activity/ActivitySums.js';
import { registerActivity } from '../dist/activity/registerActivity.js';
import { openDatabase } from '../dist/database/index.js';
import { DI_TOKENS } from '../dist/interfaces/index.js';

const DAY = 86_400_000;
const RAW_DAYS = 30;
const { values } = parseArgs({
	options: {
		members: { type: 'string', default: '100000' },
		days: { type: 'string', default: '365' },
		// Of all members, those who are active on a day.
		share: { type: 'string', default: '0.25' },
	},
});
const [members, days, share] = [values.members, values.days, values.share].map(Number);
if (![members, days, share].every((value) => value > 0)) {
	console.error('--members, --days and --share must be numbers above 0.');
	process.exit(1);
}
const today = Math.floor(Date.UTC(2026, 0, 1) / DAY);
const first = today - days;
const idOf = (member) => `1${String(member).padStart(17, '0')}`;
let seed = 1;
const random = () => {
	seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
	return seed / 2 ** 32;
};

/** Writes rows as the tracker does, and keeps every session of a sample of members for the plain computation. */
function fill(database, sample) {
	const add = {
		member: database.prepare('INSERT INTO activity_member VALUES (?, 1, ?)'),
		session: database.prepare('INSERT INTO activity_session VALUES (1, ?, ?, ?, ?, ?)'),
		message: database.prepare('INSERT INTO activity_message VALUES (1, ?, ?, ?, 1)'),
		total: database.prepare('INSERT INTO activity_total VALUES (?, ?, ?, ?, ?, ?)'),
	};
	database.prepare('INSERT INTO activity_guild VALUES (1, ?, ?)').run('1', today - RAW_DAYS);
	for (let member = 1; member <= members; member++) {
		add.member.run(member, idOf(member));
		let [active, idle, messages] = [0, 0, 0];
		for (let day = first; day < today; day++) {
			if (random() >= share) continue;
			const from = day * DAY + Math.floor(random() * DAY * 0.8);
			const until = from + Math.floor(random() * DAY * 0.2);
			const isActive = random() < 0.9 ? 1 : 0;
			if (isActive) active += until - from;
			else idle += until - from;
			messages++;
			add.total.run(member, day, active, idle, messages, until - 1);
			if (day >= today - RAW_DAYS) {
				add.session.run(day, member, from, until, isActive);
				add.message.run(day, member, from);
			}
			sample.get(member)?.push({ from, until, isActive });
		}
	}
}

function plain(sessions, { from, to }) {
	const of = (wanted) =>
		sessions.reduce(
			(sum, s) => (s.isActive === wanted ? sum + Math.max(0, Math.min(s.until, to) - Math.max(s.from, from)) : sum),
			0,
		);
	return { activeMs: of(1), idleMs: of(0), messages: sessions.filter((s) => s.from >= from && s.from < to).length };
}

function check(sums, sample, period) {
	for (const [member, sessions] of sample) {
		const { activeMs = 0, idleMs = 0, messages = 0 } = sums.get(idOf(member)) ?? {};
		const right = plain(sessions, period);
		if (activeMs !== right.activeMs || idleMs !== right.idleMs || messages !== right.messages)
			throw new Error(
				`Member ${member}: ${JSON.stringify({ activeMs, idleMs, messages })}, not ${JSON.stringify(right)}`,
			);
	}
}

function measure(adder, name, period, sample) {
	const times = [];
	let sums;
	for (let round = 0; round < 5; round++) {
		const begin = performance.now();
		sums = adder.sums('1', period);
		times.push(performance.now() - begin);
	}
	if (sample) check(sums, sample, period);
	const rounds = times.map((ms) => ms.toFixed(1)).join(', ');
	const median = times.sort((a, b) => a - b)[2].toFixed(1);
	console.log(
		`${name.padEnd(38)} ${median.padStart(8)} ms  ${sums.size} members  (rounds: ${rounds}; ${sample ? 'right' : 'pro-rated'})`,
	);
}

const folder = mkdtempSync(join(tmpdir(), 'activity-'));
try {
	const container = root.createChildContainer();
	registerActivity(container);
	const path = join(folder, 'activity.db');
	const database = openDatabase(path, container.resolveAll(DI_TOKENS.Migrations));
	container.registerInstance(DI_TOKENS.Database, database);
	const sample = new Map(Array.from({ length: 200 }, (_, i) => [1 + Math.floor((i * members) / 200), []]));
	const begin = performance.now();
	database.transaction(() => fill(database, sample))();
	const rows = database.prepare('SELECT count(*) FROM activity_total').pluck().get();
	const seconds = ((performance.now() - begin) / 1000).toFixed(1);
	const megabytes = Math.round(statSync(path).size / 1e6);
	console.log(
		`Node ${process.version}: ${members} members, ${days} days, ${rows} sums of days, ${megabytes} MB, filled in ${seconds} s`,
	);
	// As in a bot that has run for a while: what was filled is in the file, not in the log before it.
	database.pragma('wal_checkpoint(TRUNCATE)');
	const adder = container.resolve(ActivitySums);
	const seoul = 15 * 3_600_000;
	const at = (day, ms = 0) => day * DAY + ms;
	measure(adder, 'the whole time, whole days', { from: at(first), to: at(today) }, sample);
	measure(adder, 'a month, whole days', { from: at(today - 30), to: at(today) }, sample);
	measure(adder, 'a week, in Asia/Seoul', { from: at(today - 8, seoul), to: at(today - 1, seoul) }, sample);
	measure(
		adder,
		'five hours of one day',
		{ from: at(today - 3, seoul), to: at(today - 3, seoul + 5 * 3_600_000) },
		sample,
	);
	measure(adder, 'the whole time, edges without sessions', { from: at(first, seoul), to: at(today - 40, seoul) });
	database.close();
} finally {
	rmSync(folder, { recursive: true });
}
