import { availableParallelism } from 'node:os';
import { version as discordJs } from 'discord.js';
import { startDiscord } from '../discord/startDiscord.js';
import { DEMO_LIMITS } from './limits.js';
import type { Row } from './play.js';
import { type Progress, showProgress } from './progress.js';
import { ArgumentError, readArguments } from './readArguments.js';
import { runAll, type Stage, setStage } from './runAll.js';
import { scenarios } from './scenarios.js';
import { renderTable } from './table.js';
import { describeDraws, failuresOf } from './verdict.js';

const GROUPS = {
	reported: 'Reported by people',
	possible: 'Allowed by the protocol, reported by nobody',
} as const;

async function main(): Promise<void> {
	const { members } = readArguments(process.argv.slice(2));
	const discord = startDiscord();
	try {
		const stage = await setStage(discord, scenarios, members);
		introduce(stage);
		report(await runWithBars(stage));
	} finally {
		await discord.close();
	}
}

function introduce({ members, restUrl }: Stage): void {
	const size = members.toLocaleString('en');
	console.log(`Guilds of ${size} members at ${restUrl}, with Discord's documented limits; a bot for each line.\n`);
}

/** A bar for the first fetch, then one for all that is played. */
async function runWithBars(stage: Stage): Promise<Row[]> {
	let bar: Progress = showProgress('Fetching every member', stage.members, 'members');
	const onRow = (done: number, total: number) => {
		if (done === 1) {
			bar.stop();
			bar = showProgress('All scenarios', total, 'done');
		}
		bar.update(done);
	};
	const onProgress = ({ currentCount = 0 }) => bar.update(currentCount);
	const rows = await runAll(stage, scenarios, { onProgress, onRow });
	bar.stop();
	return rows;
}

function report(rows: readonly Row[]): void {
	const date = new Date().toISOString().slice(0, 10);
	console.log(`\ndiscord.js ${discordJs}, ${availableParallelism()} cores, Node ${process.version}, ${date}`);
	for (const [group, title] of Object.entries(GROUPS)) {
		console.log(`\n${title}:\n${renderTable(rows.filter(({ scenario }) => scenario.group === group))}`);
	}
	console.log(`\n${legend()}\n${describeDraws(rows)}`);
	const failures = failuresOf(rows);
	if (failures.length > 0) process.exitCode = 1;
	console.log(
		failures.length > 0 ? `\nFAILED\n${failures.join('\n')}` : '\nEvery answer of the service was checked: all right.',
	);
}

function legend(): string {
	return [
		'right, missing, ghost, differs: the list compared with the emulator, in every field that a GuildMember shows.',
		`discord.js waits for ${DEMO_LIMITS.patienceMs / 1000} s here. Its own default is 120 s, which would only delay its timeouts.`,
		'The first three lines ran one side after the other. The others mostly wait, so they ran side by side.',
	].join('\n');
}

try {
	await main();
} catch (error) {
	process.exitCode = error instanceof ArgumentError ? 2 : 1;
	console.error(error instanceof ArgumentError ? error.message : error);
}
