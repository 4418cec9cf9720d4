import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { NoRedis } from '../fleet/startRedis.js';
import { measureWorkers } from './measureWorkers.js';
import { renderWorkers } from './renderWorkers.js';

// What processes without a gateway have of a bot whose lists are in Redis: `npm run bench:workers`.

const GUILDS = 3_000;
const MEMBERS = 1_000_000;
const SECONDS = 20;
// Built into `bench/dist/workers`: two folders below the bench.
const RESULTS = new URL('../../results/', import.meta.url);

async function main(): Promise<void> {
	const { guilds, members, seconds } = new Command('npm run bench:workers --')
		.description('Measures workers over a Redis that it starts, and compares their lists. Full figures are kept.')
		.option('--guilds <count>', 'fewer guilds', (text) => readWhole(text, 10, 10_000), GUILDS)
		.option('--members <count>', 'of all guilds together', (text) => readWhole(text, 1_000, 5_000_000), MEMBERS)
		.option('--seconds <count>', 'of changes', (text) => readWhole(text, 1, 600), SECONDS)
		.parse()
		.opts<{ guilds: number; members: number; seconds: number }>();
	const report = await measureWorkers({ guilds, members, seconds }, (line) => console.error(line));
	console.log(renderWorkers(report));
	if (guilds !== GUILDS || members !== MEMBERS || seconds !== SECONDS) return;
	await writeFile(new URL('workers.json', RESULTS), `${JSON.stringify(report, undefined, '\t')}\n`);
	await writeFile(new URL('workers.md', RESULTS), `# Workers\n\n${renderWorkers(report)}\n`);
}

try {
	await main();
	process.exit();
} catch (error) {
	console.error(error instanceof NoRedis ? error.message : error);
	process.exit(error instanceof NoRedis ? 2 : 1);
}
