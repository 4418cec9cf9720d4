import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MemberFetchService } from 'rollcall';
import { DAY_MS } from '../src/clock/index.js';
import { createClient, login } from '../src/connection/index.js';
import type { ActivitySource } from '../src/interfaces/ActivitySource.js';
import { localiser } from '../src/localisation/index.js';
import {
	computeReport,
	type HolderList,
	holdersByDiscordJs,
	holdersByService,
	showReport,
} from '../src/report/index.js';
import { type Cost, measure, medianOf } from './measure.js';

// Measures both ways of a report: `npm run bench:report [members...]`.

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 3;
type Way = 'legacy' | 'optimized';
type Discord = { restUrl: string; token: string };
type Run = { first: Cost; second: Cost | undefined; csv: Buffer };

const activity: ActivitySource = {
	sums: () => new Map(),
	coverage: () => () => 1,
	hasOptedOut: () => false,
};

/** Two reports on everyone by a bot that has just started. The second is `undefined` if Discord refused it. */
async function run(way: Way, { restUrl, token }: Discord, size: number): Promise<Run> {
	const client = createClient({ apiBase: restUrl, membersIntent: true });
	const service = new MemberFetchService();
	try {
		const guild = (await login(client, token)).guilds.cache.first();
		if (!guild) throw new Error('The emulator has no guild.');
		const learn = (): Promise<HolderList> =>
			way === 'legacy' ? holdersByDiscordJs(guild, guild.id) : holdersByService(service, guild, guild.id);
		const first = await measure(async () => report(guild.id, await learn()));
		check(first.result, size);
		const second = await measure(async () => report(guild.id, await learn())).catch(() => undefined);
		if (second) check(second.result, size);
		return { first: first.cost, second: second?.cost, csv: first.result.csv };
	} finally {
		await service.close();
		await client.destroy();
	}
}

async function report(guildId: string, list: HolderList) {
	const to = Date.UTC(2026, 0, 1);
	const question = {
		guildId,
		roleId: guildId,
		list,
		period: { from: to - 30 * DAY_MS, to },
		timeZone: 'UTC',
		requiredHours: 1,
		leastPercent: 50,
		absences: new Map(),
	};
	const made = computeReport(question, activity);
	const { files } = await showReport(made, '0', localiser('en-US'));
	return { made, csv: files[1]?.attachment ?? Buffer.alloc(0) };
}

function check({ made }: Awaited<ReturnType<typeof report>>, size: number): void {
	if (made.rows.length !== size || !made.list.complete)
		throw new Error(`The report has ${made.rows.length} of ${size} holders, complete: ${made.list.complete}.`);
}

async function startDiscord(size: number) {
	const child = fork(fileURLToPath(new URL('./emulatorProcess.js', import.meta.url)), [String(size)]);
	const [discord] = (await once(child, 'message')) as [Discord];
	return { discord, stop: () => child.disconnect() };
}

/** Each run has its own Discord, which has refused nobody yet. */
async function runAlone(way: Way, size: number): Promise<Run> {
	const { discord, stop } = await startDiscord(size);
	try {
		return await run(way, discord, size);
	} finally {
		stop();
	}
}

async function compare(size: number): Promise<void> {
	const runs: Record<Way, Run[]> = { legacy: [], optimized: [] };
	for (let round = 0; round < ROUNDS; round++) {
		const order: Way[] = round % 2 === 0 ? ['legacy', 'optimized'] : ['optimized', 'legacy'];
		for (const way of order) runs[way].push(await runAlone(way, size));
		const [old, now] = [runs.legacy.at(-1), runs.optimized.at(-1)];
		if (!old || !now?.csv.equals(old.csv)) throw new Error(`The two reports on ${size} members are not the same.`);
	}
	const row = (name: string, figure: (run: Run) => Cost | undefined, key: keyof Cost) => {
		const [old, now] = [runs.legacy, runs.optimized].map((each) => {
			const costs = each.map(figure).filter((cost) => cost !== undefined);
			return costs.length === ROUNDS ? medianOf(costs)[key] : undefined;
		});
		const ratio = old !== undefined && now !== undefined ? `${(now / old).toFixed(2)}x` : '';
		print([size.toLocaleString('en'), name, inMs(old), inMs(now), ratio]);
	};
	row('first report', ({ first }) => first, 'ms');
	row('  CPU', ({ first }) => first, 'cpuMs');
	row('  longest stall', ({ first }) => first, 'stallMs');
	row('second report', ({ second }) => second, 'ms');
}

const inMs = (value: number | undefined) =>
	value === undefined ? 'refused' : `${Math.round(value).toLocaleString('en')} ms`;
const print = (cells: readonly string[]) =>
	process.stdout.write(`${cells.map((cell, n) => (n < 2 ? cell.padEnd(18) : cell.padStart(12))).join('')}\n`);

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : SIZES;
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
	process.stderr.write(`Numbers of members must be whole and from 1, not ${process.argv.slice(2).join(' ')}.\n`);
	process.exit(1);
}
process.stdout.write(
	`/report over everybody: list, report, chart and CSV. Node ${process.version}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}; ` +
		`median of ${ROUNDS} rounds, the emulator without delays in a process of its own. The ratio is optimized to legacy.\n\n`,
);
print(['members', '', 'legacy', 'optimized', 'ratio']);
for (const size of sizes) await compare(size);
process.stdout.write('\nEvery report was complete, and both ways gave the same CSV.\n');
