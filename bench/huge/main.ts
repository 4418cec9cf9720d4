import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readWhole } from '../arguments/readWhole.js';
import { measureHuge } from './measureHuge.js';
import { renderHuge } from './renderHuge.js';

// One fetch of the largest guild, standalone: `npm run bench:huge`.

const MEMBERS = 10_000_000;
// Built into `bench/dist/huge`: two folders below the bench.
const RESULT = new URL('../../results/huge.json', import.meta.url);

async function main(): Promise<void> {
	const { members = MEMBERS } = new Command('npm run bench:huge --')
		.description(
			`Fetches one guild of ${MEMBERS.toLocaleString('en')} members, and compares every field. Full figures are kept.`,
		)
		.option('--members <count>', 'a smaller guild: prints, and keeps nothing', (text) => readWhole(text, 100, MEMBERS))
		.parse()
		.opts<{ members?: number }>();
	const report = await measureHuge(members, (line) => console.error(line));
	console.log(renderHuge(report));
	if (!report.isRight) throw new Error('The list is not that of the world.');
	if (members === MEMBERS) await writeFile(RESULT, `${JSON.stringify(report, undefined, '\t')}\n`);
}

try {
	await main();
} catch (error) {
	process.exitCode = 1;
	console.error(error);
}
