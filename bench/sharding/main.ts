import { availableParallelism, loadavg } from 'node:os';
import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { MODES, runSharding } from './runSharding.js';

// What it costs one process to get a large list from another: `npm run bench:sharding`.

const MEMBERS = 120_000;
const MOST_MS = 1_000;
const MOST_STALL_MS = 30;
const ROUNDS = 10;

async function main(): Promise<void> {
	const { members, rounds } = new Command('npm run bench:sharding --')
		.description(
			'Measures how long a held list takes from one process of a bot to another, and how long the processes stall.',
		)
		.option('--members <count>', 'how many members', (text) => readWhole(text, 1, 2_000_000), MEMBERS)
		.option('--rounds <count>', 'how often', (text) => readWhole(text, 1, 1_000), ROUNDS)
		.parse()
		.opts<{ members: number; rounds: number }>();
	const load = (loadavg()[0] ?? 0).toFixed(1);
	console.log(
		`${members} members, ${rounds} rounds, ${availableParallelism()} cores, load ${load}, Node ${process.version}; ` +
			`wanted: ${MOST_MS} ms, no stall over ${MOST_STALL_MS} ms`,
	);
	for (const mode of MODES) {
		const { ms, stallMs, cpuMs } = await runSharding(mode, members, rounds);
		const stalls = Object.entries(stallMs).map(([who, stall]) => `${who} ${stall.toFixed(0)}`);
		const isReached = ms <= MOST_MS && Math.max(...Object.values(stallMs)) <= MOST_STALL_MS;
		console.log(
			`${mode.padEnd(18)}${ms.toFixed(0).padStart(6)} ms, stalls in ms: ${stalls.join(', ')}; ` +
				`${cpuMs.toFixed(0)} ms of CPU  ${isReached ? 'reached' : 'missed'}`,
		);
	}
}

try {
	await main();
	process.exit();
} catch (error) {
	console.error(error);
	process.exit(1);
}
