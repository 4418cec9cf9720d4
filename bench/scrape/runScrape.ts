import { Client, Events, GatewayIntentBits, type Guild } from 'discord.js';
import { Registry } from 'prom-client';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import { collectMetrics } from 'rollcall/metrics';
import { cpuSince } from '../measuring/cpu.js';
import { median } from '../reporting/median.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import { SmallGuildsWorld } from '../smallGuilds/SmallGuildsWorld.js';

/** What a scrape costs if so many guilds have a label of their own. */
export interface ScrapeCost {
	readonly guildLabels: number;
	/** Median of all rounds. */
	readonly cpuMs: number;
	readonly bytes: number;
}

export interface ScrapePlan {
	readonly guilds: number;
	readonly rounds: number;
	readonly guildLabels: readonly number[];
}

/** Far beyond what a busy machine takes. */
const DEADLINE_MS = 3_600_000;
/** Scrapes at a time: one is too short for the counter of CPU time. */
const SCRAPES = 20;

/** Fetches many small guilds, and measures scrapes of their figures in turns. Each answer is checked against the world. */
export async function runScrape({ guilds, rounds, guildLabels }: ScrapePlan): Promise<ScrapeCost[]> {
	const world = new SmallGuildsWorld(guilds);
	const { restUrl, token, guildIds, config } = await world.start();
	const client = await logIn(restUrl, token);
	const service = new MemberFetchService({ ...config, monitoring: { logPerformanceWarnings: false } });
	try {
		const named = guildIds.map((id) => client.guilds.cache.get(id) as Guild);
		await Promise.all(
			named.map((guild) => service.fetchGuildMembers(guild, { require: 'complete', timeout: DEADLINE_MS })),
		);
		const members = guildIds.reduce((sum, id) => sum + world.emulator.world.guild(id).size, 0);
		const registers = guildLabels.map((labels) => {
			const register = new Registry();
			collectMetrics(service, { register, guildLabels: labels });
			return { labels, register, cpuMs: [] as number[], bytes: 0 };
		});
		for (let round = 0; round < rounds; round++) {
			for (const side of registers) {
				const text = await side.register.metrics();
				check(text, { guilds, members });
				side.bytes = Buffer.byteLength(text);
				side.cpuMs.push(await cpuOfScrape(side.register));
			}
		}
		return registers.map(({ labels, cpuMs, bytes }) => ({ guildLabels: labels, cpuMs: median(cpuMs), bytes }));
	} finally {
		await service.close();
		await client.destroy();
		await world.emulator.stop();
	}
}

async function logIn(api: string, token: string): Promise<Client<true>> {
	const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers];
	const client = new Client({ intents, shards: 'auto', makeCache: cacheWithoutMembers(), rest: { api } });
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(token);
	return ready;
}

async function cpuOfScrape(register: Registry): Promise<number> {
	const before = process.cpuUsage();
	for (let scrape = 0; scrape < SCRAPES; scrape++) await register.metrics();
	return cpuSince(before) / SCRAPES;
}

/** Every guild is held and true, and all of its members are counted. */
function check(text: string, { guilds, members }: { readonly guilds: number; readonly members: number }): void {
	const sum = (name: string) =>
		[...text.matchAll(new RegExp(`^rollcall_${name}(?:\\{[^}]*\\})? (\\d+)$`, 'gm'))].reduce(
			(total, [, value]) => total + Number(value),
			0,
		);
	const expect = (what: string, is: number, should: number) => {
		if (is !== should) throw new WrongAnswer(`The scrape says ${is} ${what}, and there are ${should}.`);
	};
	expect('complete lists', sum('rosters'), guilds);
	expect('members', sum('roster_members'), members);
	expect('members of drift', sum('drift_members'), 0);
}
