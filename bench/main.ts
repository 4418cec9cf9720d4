import { measureImports } from './imports/measureImports.js';
import type { MeasurementName } from './measuring/Measurements.js';
import { columns } from './reporting/columns.js';
import { describeSetting } from './reporting/describeSetting.js';
import { keepResults } from './reporting/keepResults.js';
import type { Report } from './reporting/Report.js';
import { renderMarkdown } from './reporting/renderMarkdown.js';
import type { Run } from './rounds/Run.js';
import { readArguments } from './rounds/readArguments.js';
import { runAll } from './rounds/runAll.js';
import { WrongAnswer } from './rounds/WrongAnswer.js';
import { sides } from './sides/index.js';
import { runSmallGuilds } from './smallGuilds/runSmallGuilds.js';

/** Fresh processes for each import. */
const IMPORT_ROUNDS = { full: 15, part: 1 };

async function main(): Promise<void> {
	const { isFull, smallGuilds: guilds, ...plan } = readArguments(process.argv.slice(2));
	const setting = describeSetting(plan.sides);
	const imports = await measureImports(isFull ? IMPORT_ROUNDS.full : IMPORT_ROUNDS.part);
	const runs = await runAll(plan, showRun);
	const rounds = plan.rounds(guilds);
	const smallGuilds = guilds > 0 && (await runSmallGuilds({ guilds, sides: plan.sides, rounds }, showSmallGuilds));
	const { sides: names, members } = plan;
	const report: Report = { setting, sides: names, members, imports, runs, ...(smallGuilds && { smallGuilds }) };
	console.log(renderMarkdown(report));
	if (isFull) await keepResults(report);
}

function showSmallGuilds(run: Run): void {
	showRun(run, 1, 1);
}

/** One line for each run, apart from the results on stdout. */
function showRun({ side, members, round, measurements }: Run, done: number, total: number): void {
	const show = (name: MeasurementName) => {
		const value = measurements[name];
		return typeof value === 'number' ? columns.find((column) => column.name === name)?.format(value) : value;
	};
	console.error(
		`${done}/${total}: ${sides[side].title}, ${members.toLocaleString('en')} members, round ${round}: ` +
			`${show('bytesPerMember')} bytes a member, ${show('cpuMs')} of CPU, longest stall ${show('stallMs')}`,
	);
}

try {
	await main();
} catch (error) {
	process.exitCode = 1;
	console.error(error instanceof WrongAnswer ? `WRONG: ${error.message}` : error);
}
