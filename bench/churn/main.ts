import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { markdownTable } from '../reporting/markdownTable.js';
import { churnSides, runChurn } from './runChurn.js';

// Hours of joins, leaves, changes, messages and walks, without waiting: `npm run bench:churn`.

const whole = (from: number, to: number) => (text: string) => readWhole(text, from, to);

const scale = new Command('npm run bench:churn --')
	.description('Lets bots live for hours in the same guild, and compares the memory that they keep.')
	.option('--members <count>', 'members of the guild at the start', whole(100, 1_000_000), 10_000)
	.option('--hours <count>', 'hours', whole(2, 1_000), 24)
	.option('--changes <count>', 'things that happen in an hour', whole(10, 1_000_000), 5_000)
	.option('--outage-every <hours>', 'hours between two outages', whole(1, 1_000), 6)
	.parse()
	.opts<{ members: number; hours: number; changes: number; outageEvery: number }>();

try {
	const found = await runChurn(scale, (line) => console.error(line));
	const rows = Array.from({ length: scale.hours }, (_, index) => [
		String(index + 1),
		...churnSides.map((side) => `${((found[side][index] as number) / 1e6).toFixed(2)} MB`),
	]);
	console.log(markdownTable(['after hour', ...churnSides], rows));
} catch (error) {
	process.exitCode = 1;
	console.error(error);
}
