import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { runScrape } from './runScrape.js';

// What a scrape of the metrics costs: `npm run bench:scrape`.

const GUILDS = 1_000;
/** The bot does nothing else while it is scraped. */
const MOST_MS = 5;
const ROUNDS = 15;

async function main(): Promise<void> {
	const { guilds } = new Command('npm run bench:scrape --')
		.description('Measures what a scrape of the metrics costs a bot that holds the lists of many guilds.')
		.option('--guilds <count>', 'how many guilds', (text) => readWhole(text, 1, 2_500), GUILDS)
		.parse()
		.opts<{ guilds: number }>();
	const date = new Date().toISOString().slice(0, 10);
	console.log(
		`${guilds} guilds, ${availableParallelism()} cores, Node ${process.version}, ${date}; wanted: ${MOST_MS} ms`,
	);
	for (const cost of await runScrape({ guilds, rounds: ROUNDS, guildLabels: [0, 10, guilds] })) {
		const { guildLabels, cpuMs, bytes } = cost;
		const label = `guildLabels: ${guildLabels}`.padEnd(20);
		const verdict = cpuMs <= MOST_MS ? 'reached' : 'missed';
		console.log(
			`${label}${cpuMs.toFixed(2).padStart(7)} ms of CPU${(bytes / 1e3).toFixed(1).padStart(9)} kB  ${verdict}`,
		);
	}
}

try {
	await main();
} catch (error) {
	process.exitCode = 1;
	console.error(error);
}
