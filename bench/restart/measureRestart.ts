import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RemoteProcess } from '../processes/RemoteProcess.js';
import { withProcess } from '../processes/withProcess.js';
import { describeSetting } from '../reporting/describeSetting.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import type { BotCommands, ClientCommands } from './BotCommands.js';
import type { RestartReport } from './RestartReport.js';
import type { SavedTarget, SavedTruth, WorldCommands } from './WorldCommands.js';

const MINUTE_MS = 60_000;
/** What Discord takes from one connection in a minute. */
const SENDS_A_MINUTE = 120;
/** Changes while the bot is away. */
const CHANGES = 2_000;

export interface RestartPlan {
	readonly guilds: number;
	readonly members: number;
}

/**
 * Has a bot save its lists, starts it again in three ways, and checks every list.
 *
 * @throws WrongAnswer if one is not that of the world
 */
export async function measureRestart(plan: RestartPlan, tell: (line: string) => void): Promise<RestartReport> {
	const directory = mkdtempSync(join(tmpdir(), 'restart-'));
	const world = new RemoteProcess<WorldCommands>('the emulator', new URL('./worldProcess.js', import.meta.url));
	try {
		const { guilds, members } = plan;
		const target = await world.ask('start', { guilds, members });
		tell(`the world has ${guilds} guilds`);
		const saved = await save(world, { target, directory }, tell);
		await world.ask('change', { count: CHANGES });
		const truth = await world.ask('truth', {});
		const discordJs = await withClient((client) => client.ask('label', { target, directory }));
		tell(`labelled with discord.js after ${Math.round(discordJs.allMs)} ms`);
		const { standalone, resume } = await resumed(world, { target, directory, truth }, tell);
		const proven = await prove({ target, directory, truth });
		tell(`proven again after ${Math.round(proven.provenMs / 1_000)} s on the clock of the service`);
		const setting = describeSetting(['service', 'service-standalone']);
		const { shardCount } = target;
		return { setting, guilds, shardCount, members: truth.members, saved, discordJs, standalone, resume, proven };
	} finally {
		await world.close();
		rmSync(directory, { recursive: true, force: true });
	}
}

type World = RemoteProcess<WorldCommands>;
interface Saved {
	readonly target: SavedTarget;
	readonly directory: string;
}

async function save(world: World, { target, directory }: Saved, tell: (line: string) => void) {
	return withBot(async (bot) => {
		const { unproven } = await bot.ask('prove', { target, directory });
		checkProven(unproven);
		tell('all lists are there; comparing');
		check('before the restart', await bot.ask('read', target), await world.ask('truth', {}));
		const saved = await bot.ask('save', { directory });
		tell(`saved after ${Math.round(saved.saveMs)} ms`);
		await bot.ask('stop', {});
		return saved;
	});
}

async function resumed(world: World, { truth, ...saved }: Saved & { truth: SavedTruth }, tell: (line: string) => void) {
	return withBot(async (bot) => {
		const before = await world.ask('asked', {});
		const standalone = await bot.ask('label', saved);
		tell(`labelled without discord.js after ${Math.round(standalone.allMs)} ms`);
		const { resumedMs, stallMs } = await bot.ask('resume', saved.target);
		const after = await world.ask('asked', {});
		tell(`complete after ${Math.round(resumedMs)} ms; comparing`);
		check('after the resume', await bot.ask('read', saved.target), truth);
		// The gateway itself asks REST once, where its sessions begin.
		const requests = after.memberRequests - before.memberRequests + after.members - before.members;
		return { standalone, resume: { resumedMs, stallMs, requests } };
	});
}

async function prove({ target, directory, truth }: Saved & { truth: SavedTruth }) {
	return withBot(async (bot) => {
		const { provenMs, unproven } = await bot.ask('prove', { target, directory });
		checkProven(unproven);
		check('after all was proven again', await bot.ask('read', target), truth);
		return { provenMs, floorMs: (largestShard(target) / SENDS_A_MINUTE) * MINUTE_MS };
	});
}

function withBot<Result>(measure: (bot: RemoteProcess<BotCommands>) => Promise<Result>): Promise<Result> {
	return withProcess(new RemoteProcess<BotCommands>('the bot', new URL('./botProcess.js', import.meta.url)), measure);
}

function withClient<Result>(measure: (client: RemoteProcess<ClientCommands>) => Promise<Result>): Promise<Result> {
	const script = new URL('./clientProcess.js', import.meta.url);
	return withProcess(new RemoteProcess<ClientCommands>('the bot on discord.js', script), measure);
}

/** How many guilds the shard has that has the most. */
function largestShard({ guildIds, shardCount }: SavedTarget): number {
	const counts = new Array<number>(shardCount).fill(0);
	for (const id of guildIds) {
		const shardId = Number((BigInt(id) >> 22n) % BigInt(shardCount));
		counts[shardId] = (counts[shardId] ?? 0) + 1;
	}
	return Math.max(...counts);
}

function checkProven(unproven: readonly string[]): void {
	if (unproven.length > 0) throw new Error(`${unproven.length} guilds could not be proven: ${unproven[0]}`);
}

function check(when: string, given: SavedTruth, truth: SavedTruth): void {
	if (given.digest !== truth.digest)
		throw new WrongAnswer(
			`The lists ${when} have ${given.members} members and the world ${truth.members}, or fields differ.`,
		);
}
