import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { measureRestart } from './measureRestart.js';
import { renderRestart } from './renderRestart.js';

// What a bot with many guilds has when it is started again: `npm run bench:restart`.

const GUILDS = 3_000;
const MEMBERS = 1_000_000;
// Built into `bench/dist/restart`: two folders below the bench.
const RESULTS = new URL('../../results/', import.meta.url);

async function main(): Promise<void> {
	const { guilds, members } = new Command('npm run bench:restart --')
		.description(
			`Starts a bot with ${GUILDS.toLocaleString('en')} saved guilds again, and compares every list. Full figures are kept.`,
		)
		.option('--guilds <count>', 'fewer guilds', (text) => readWhole(text, 10, 10_000), GUILDS)
		.option('--members <count>', 'of all guilds together', (text) => readWhole(text, 1_000, 5_000_000), MEMBERS)
		.parse()
		.opts<{ guilds: number; members: number }>();
	const report = await measureRestart({ guilds, members }, (line) => console.error(line));
	console.log(renderRestart(report));
	if (guilds !== GUILDS || members !== MEMBERS) return;
	await writeFile(new URL('restart.json', RESULTS), `${JSON.stringify(report, undefined, '\t')}\n`);
	await writeFile(new URL('restart.md', RESULTS), `# A restart\n\n${renderRestart(report)}\n`);
}

try {
	await main();
	process.exit();
} catch (error) {
	console.error(error);
	process.exit(1);
}
