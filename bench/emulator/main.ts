import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { describeSetting } from '../reporting/describeSetting.js';
import { median } from '../reporting/median.js';
import type { EmulatorReport } from './EmulatorReport.js';
import { measureConnections } from './measureConnections.js';
import { measureCrowd } from './measureCrowd.js';
import { measureReady } from './measureReady.js';
import { measureReset } from './measureReset.js';
import { measureThroughput } from './measureThroughput.js';
import { renderEmulator } from './renderEmulator.js';

// The emulator under load: `npm run bench:emulator`.

const FULL = { members: 250_000, rounds: 3, sessions: 200, connections: 10_000 };
const CROWD_MEMBERS = 100_000;
const STARTS = 5;
// Built into `bench/dist/emulator`: two folders below the bench.
const RESULT = new URL('../../results/emulator.json', import.meta.url);

type Plan = typeof FULL;

async function main(): Promise<void> {
	const chosen = new Command('npm run bench:emulator --')
		.description('Measures the emulator under load, and checks each answer. Full figures are kept.')
		.option('--members <count>', 'members of the guild of one client', whole(100, 10_000_000))
		.option('--rounds <count>', 'rounds of one client', whole(1, 100))
		.option('--sessions <count>', 'sessions that fetch at once', whole(1, 1_000))
		.option('--connections <count>', 'sockets that say nothing', whole(1, 20_000))
		.parse()
		.opts<Partial<Plan>>();
	const report = await measure({ ...FULL, ...chosen });
	console.log(renderEmulator(report));
	if (!report.crowd.areComplete) throw new Error('A session lacks members.');
	if (Object.keys(chosen).length === 0) await writeFile(RESULT, `${JSON.stringify(report, undefined, '\t')}\n`);
}

async function measure({ members, rounds, sessions, connections }: Plan): Promise<EmulatorReport> {
	const throughputs = await measureThroughput(members, rounds);
	const crowd = await measureCrowd(sessions, Math.min(members, CROWD_MEMBERS));
	const starts: number[] = [];
	for (let start = 0; start < STARTS; start++) starts.push(await measureReady());
	const resetMs = await measureReset();
	const helloMs = await measureConnections(connections);
	const readyMs = median(starts);
	return { setting: describeSetting([]), members, throughputs, crowd, readyMs, resetMs, connections, helloMs };
}

function whole(from: number, to: number): (text: string) => number {
	return (text) => readWhole(text, from, to);
}

try {
	await main();
} catch (error) {
	process.exitCode = 1;
	console.error(error);
}
