import type { Guild } from 'discord.js';
import type { ProgressCallback } from 'rollcall';
import { compare, isExact, type Tally } from '../checking/compare.js';
import type { BotTarget, RequestTotals } from '../discord/DiscordCommands.js';
import type { RemoteDiscord } from '../discord/startDiscord.js';
import { logIn } from '../sides/discordJsClient.js';
import type { Scenario } from './scenarios.js';
import { type Claim, type Side, type SideName, type SideOptions, sides } from './sides.js';

/** The result of one scenario on one side. */
export interface Row {
	readonly scenario: Scenario;
	readonly side: SideName;
	readonly ms: number;
	readonly requests: Pick<RequestTotals, 'gateway' | 'rest'>;
	readonly outcomes: readonly Outcome[];
}

/** One call: its claim, and the comparison of its list with the truth. */
export interface Outcome extends Omit<Claim, 'members'> {
	readonly tally?: Tally;
}

/** One scenario for one side. */
export interface Play {
	readonly scenario: Scenario;
	readonly side: SideName;
	readonly bot: BotTarget;
	readonly members: number;
	readonly limits: SideOptions;
}

/** Plays one scenario to one side, with a bot, a client and a guild that nobody else uses. */
export async function play(
	discord: RemoteDiscord,
	restUrl: string,
	given: Play,
	onProgress?: ProgressCallback,
): Promise<Row> {
	const client = await logIn({ restUrl, token: given.bot.token });
	const side = sides[given.side](given.limits);
	try {
		const guild = client.guilds.cache.first() as Guild;
		await given.scenario.before?.(side, guild);
		await spoil(discord, given);
		return await measure(discord, given, () => ask(given.scenario, side, guild, onProgress));
	} finally {
		await side.close();
		await client.destroy();
	}
}

function ask({ calls }: Scenario, side: Side, guild: Guild, onProgress?: ProgressCallback): Promise<Claim[]> {
	return Promise.all(calls?.(side, guild) ?? [side.fetch(guild, onProgress && { onProgress })]);
}

async function measure(discord: RemoteDiscord, given: Play, run: () => Promise<Claim[]>): Promise<Row> {
	const { scenario, side, bot } = given;
	const before = await discord.ask('requests', { botId: bot.id });
	const startedAt = performance.now();
	const claims = await run();
	const ms = performance.now() - startedAt;
	const after = await discord.ask('requests', { botId: bot.id });
	const requests = { gateway: after.gateway - before.gateway, rest: after.rest - before.rest };
	const truth = new Map(await discord.ask('truth', { guildId: guildOf(bot) }));
	return { scenario, side, ms, requests, outcomes: claims.map((claim) => check(claim, truth)) };
}

async function spoil(discord: RemoteDiscord, { scenario, bot, members }: Play): Promise<void> {
	const [botId, guildId] = [bot.id, guildOf(bot)];
	const { happening } = scenario;
	const fault = scenario.fault?.(members);
	if (happening) await discord.ask('happenAfter', { botId, guildId, happening, ...(fault && { fault }) });
	else if (fault) await discord.ask('addFault', { botId, fault });
}

/** The demo gives each bot one guild. */
function guildOf({ guildIds: [guildId] }: BotTarget): string {
	if (guildId === undefined) throw new Error('The bot has no guild.');
	return guildId;
}

function check({ members, ...claim }: Claim, truth: ReadonlyMap<string, string>): Outcome {
	return members ? { ...claim, tally: compare(members, truth) } : claim;
}

/** A list that was taken for all members and is not. */
export function isSilentlyWrong({ says, tally }: Outcome): boolean {
	return says === 'complete' && tally !== undefined && !isExact(tally);
}
