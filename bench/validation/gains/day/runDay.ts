import type { ConfigPatch } from 'rollcall';
import type { BotTarget } from '../../../discord/DiscordCommands.js';
import { RemoteProcess } from '../../../processes/RemoteProcess.js';
import type { Way } from '../../bot/Way.js';
import type { DayScale } from '../../promises/Scale.js';
import { DayClocks } from './DayClocks.js';
import type { DayBotCommands, DayDiscordCommands } from './DayCommands.js';
import type { DayBot, DayCheck, DayCommand, DayFound } from './DayFound.js';
import { DayWatch } from './DayWatch.js';
import { type DayPlan, type Due, planDay } from './planDay.js';

/** How each bot is made. */
const BOTS: Readonly<Record<DayBot, { way: Way; config(guilds: number): ConfigPatch }>> = {
	original: { way: 'discord.js', config: () => ({}) },
	service: { way: 'service', config: () => ({}) },
	roomy: { way: 'service-lean', config: (guilds) => ({ cache: { maxCacheSize: guilds } }) },
};

/** Lets a bot live through a day, over a Discord of its own, both in processes of their own. */
export async function runDay(name: DayBot, scale: DayScale): Promise<DayFound> {
	const { way, config } = BOTS[name];
	const { guilds, members, hours, changesPerMember } = scale;
	const startsAt = Date.now();
	const discord: RemoteProcess<DayDiscordCommands> = new RemoteProcess(
		'the emulator',
		new URL('./dayDiscordProcess.js', import.meta.url),
		{ args: [String(startsAt)] },
	);
	const bot: RemoteProcess<DayBotCommands> = new RemoteProcess(way, new URL('./dayBotProcess.js', import.meta.url), {
		execArgv: ['--expose-gc'],
	});
	try {
		const plan = planDay(scale);
		const { restUrl, bots } = await discord.ask('start', { bots: [plan.sizes] });
		const [target] = bots as [BotTarget];
		const clocks = new DayClocks(discord, bot);
		await passUntilConnected(
			clocks,
			bot.ask('connect', { restUrl, token: target.token, way, config: config(guilds), startsAt }),
		);
		await clocks.passUntilReady();
		await discord.ask('live', { changesPerMember });
		const before = await bot.ask('holding', {});
		const watch = new DayWatch(discord, bot, clocks, target);
		return { bot: name, way, guilds, members, hours, before, ...(await live(plan, clocks, watch)) };
	} finally {
		await Promise.all([bot.close(), discord.close()]);
	}
}

async function passUntilConnected(clocks: DayClocks, connecting: Promise<void>): Promise<void> {
	let isConnected = false;
	const connected = connecting.then(() => {
		isConnected = true;
	});
	while (!isConnected) await Promise.race([clocks.passUnheard(), connected]);
}

/** Everything that is due, one after the other. */
async function live({ due, sizes }: DayPlan, clocks: DayClocks, watch: DayWatch) {
	const [commands, checks]: [DayCommand[], DayCheck[]] = [[], []];
	const startsAt = clocks.now;
	const act = async (next: Due) => {
		if (next.what === 'command') commands.push(await watch.command(next.guild, sizes[next.guild] as number));
		else if (next.what === 'check') checks.push(await watch.check(next.hour, next.isFull));
		else await watch.cut(next.resumable, next.awayMs);
	};
	for (const next of due) {
		await clocks.passUntil(startsAt + next.at);
		await act(next);
	}
	return { commands, checks };
}
