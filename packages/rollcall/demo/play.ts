import { Client, Events, GatewayIntentBits, type Guild } from 'discord.js';
import type { ProgressCallback } from 'rollcall';
import { compare, isExact, type Tally } from './compare.js';
import type { DemoBot, RequestTotals } from './protocol.js';
import type { RemoteEmulator } from './RemoteEmulator.js';
import type { Scenario } from './scenarios.js';
import { type Claim, type Side, type SideName, sides } from './sides.js';

/** What one scenario came to on one side. */
export interface Row {
	readonly scenario: Scenario;
	readonly side: SideName;
	readonly ms: number;
	readonly requests: RequestTotals;
	readonly outcomes: readonly Outcome[];
}

/** One call: what it claimed, and how its list stands to the truth. */
export interface Outcome extends Pick<Claim, 'says' | 'code'> {
	readonly tally?: Tally;
}

/** One scenario for one side. */
export interface Play {
	readonly scenario: Scenario;
	readonly side: SideName;
	readonly bot: DemoBot;
	readonly members: number;
}

/** Plays one scenario to one side, with a bot, a client and a guild that nobody else uses. */
export async function play(
	emulator: RemoteEmulator,
	restUrl: string,
	given: Play,
	onProgress?: ProgressCallback,
): Promise<Row> {
	const client = await logIn(restUrl, given.bot);
	const side = sides[given.side]();
	try {
		const guild = client.guilds.cache.first() as Guild;
		await given.scenario.before?.(side, guild);
		await spoil(emulator, given);
		return await measure(emulator, given, () => ask(given.scenario, side, guild, onProgress));
	} finally {
		await side.close();
		await client.destroy();
	}
}

function ask({ calls }: Scenario, side: Side, guild: Guild, onProgress?: ProgressCallback): Promise<Claim[]> {
	return Promise.all(calls?.(side, guild) ?? [side.fetch(guild, onProgress && { onProgress })]);
}

async function measure(emulator: RemoteEmulator, given: Play, run: () => Promise<Claim[]>): Promise<Row> {
	const { scenario, side, bot } = given;
	const before = await emulator.ask('requests', { botId: bot.id });
	const startedAt = performance.now();
	const claims = await run();
	const ms = performance.now() - startedAt;
	const after = await emulator.ask('requests', { botId: bot.id });
	const requests = { gateway: after.gateway - before.gateway, rest: after.rest - before.rest };
	const truth = new Map(await emulator.ask('truth', { guildId: bot.guildId }));
	return { scenario, side, ms, requests, outcomes: claims.map((claim) => check(claim, truth)) };
}

async function spoil(emulator: RemoteEmulator, { scenario, bot, members }: Play): Promise<void> {
	const { id: botId, guildId } = bot;
	const { fault, leaveAfterChunks: chunks } = scenario;
	if (fault) await emulator.ask('addFault', { botId, fault: fault(members) });
	if (chunks !== undefined) await emulator.ask('leaveAfterChunks', { botId, guildId, chunks });
}

function check({ members, ...claim }: Claim, truth: ReadonlyMap<string, string>): Outcome {
	return members ? { ...claim, tally: compare(members, truth) } : claim;
}

/** A list that was taken for all members and is not. */
export function isSilentlyWrong({ says, tally }: Outcome): boolean {
	return says === 'complete' && tally !== undefined && !isExact(tally);
}

async function logIn(restUrl: string, bot: DemoBot): Promise<Client<true>> {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: restUrl },
	});
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(bot.token);
	return ready;
}
