import { Events, type Guild } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rosterCache } from '../../discord/caches/rosterCache.js';
import { MemberFetchService } from '../../services/MemberFetchService.js';
import { collectGarbage } from '../collectGarbage.js';
import { dispatched, expectExact, logIn, once, QUICK, type Stage, timeOf } from '../stage.js';

/** `(id >> 22) % 2` is the shard of a guild. */
const IDS = [0n, 1n].map((shard) => String(((1n << 36n) + shard) << 22n));

type Worlds = readonly [Stage['truth'], Stage['truth']];

async function anEmulator(): Promise<DiscordEmulator> {
	const guilds = IDS.map((id, index) => ({ id, members: 40 + index * 20 }));
	const emulator = new DiscordEmulator({ bots: [{}, {}], guilds, gateway: { requestWindow: 0 } });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	return emulator;
}

const worldsOf = ({ world }: DiscordEmulator) => IDS.map((id) => world.guild(id)) as unknown as Worlds;

/** A client with `rosterCache()` and its service. */
async function aBot(emulator: DiscordEmulator, options: Parameters<typeof logIn>[1] = {}) {
	const client = await logIn(emulator, { makeCache: rosterCache(), ...options });
	const service = new MemberFetchService(QUICK, timeOf());
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
	});
	const guild = (index: number) => client.guilds.cache.get(IDS[index] as string) as Guild;
	const stage = (index: number): Stage => ({
		...{ emulator, client, service, guild: guild(index), truth: worldsOf(emulator)[index] as Stage['truth'] },
		stats: () => emulator.stats.bot(),
	});
	/** Learns everybody in both guilds. */
	const fetch = async () => {
		for (const index of [0, 1]) expectExact(await service.fetchGuildMembers(guild(index)), stage(index));
	};
	return { client, service, guild, fetch };
}

type TheBot = Awaited<ReturnType<typeof aBot>>;

/** Has the first guild go and come back, which empties its cache. */
async function anOutage(emulator: DiscordEmulator, { client }: TheBot): Promise<Stage['truth']> {
	const [world] = worldsOf(emulator);
	const back = once(client, Events.GuildAvailable);
	world.outage();
	world.recover();
	await back;
	return world;
}

/** The caches have everybody, as they are, and each user once. */
function expectTrue({ client, guild }: TheBot, worlds: Worlds): void {
	const everybody = new Set<string>();
	for (const [index, world] of worlds.entries()) {
		const { cache } = guild(index).members;
		const ids = [...world.members()].map(({ user }) => user?.id ?? '');
		expect([...cache.keys()].sort()).toEqual([...ids].sort());
		for (const id of ids) {
			everybody.add(id);
			expect(cache.get(id)?.user).toBe(client.users.cache.get(id));
			const { user } = world.member(id) ?? {};
			expect([cache.get(id)?.user.username, cache.get(id)?.guild]).toEqual([user?.username, guild(index)]);
		}
	}
	expect([...client.users.cache.keys()].sort()).toEqual([...everybody].sort());
}

describe('two shards in one process', () => {
	const shards = { shards: [0, 1], shardCount: 2 };

	/** Two guilds, each on its own shard, with a user in common. */
	async function twoShards() {
		const emulator = await anEmulator();
		const worlds = worldsOf(emulator);
		const { id } = worlds[0].memberAt(7).user;
		worlds[1].join({ user: { id } });
		const bot = await aBot(emulator, shards);
		expect([0, 1].map((index) => bot.guild(index).shardId)).toEqual([0, 1]);
		await bot.fetch();
		return { emulator, worlds, id, bot };
	}

	/** Resolves when both shards have brought everything that was sent. */
	async function caughtUp({ client }: TheBot, worlds: Worlds): Promise<void> {
		for (const world of worlds) {
			const { user } = world.join({});
			const gone = once(client, Events.GuildMemberRemove, (member: { id: string }) => member.id === user.id);
			world.leave(user.id);
			await gone;
			client.users.cache.delete(user.id);
		}
	}

	it('share their users, whom each shard changes', async () => {
		const { emulator, worlds, id, bot } = await twoShards();
		expectTrue(bot, worlds);
		const user = bot.client.users.cache.get(id);
		const seen: unknown[] = [];
		bot.client.on(Events.UserUpdate, (before, after) => seen.push([before.username, after.username]));
		const before = user?.username;
		for (const username of ['first', 'second']) {
			emulator.world.updateUser(id, { username });
			await caughtUp(bot, worlds);
			expect(user?.username).toBe(username);
			expectTrue(bot, worlds);
		}
		expect(seen).toEqual([
			[before, 'first'],
			['first', 'second'],
		]);
		await collectGarbage();
		expectTrue(bot, worlds);
	});

	it('lose their sessions one by one, and the guilds of the other stay as they are', async () => {
		const { emulator, worlds, id, bot } = await twoShards();
		const held = [0, 1].map((index) => bot.guild(index).members.cache.get(id));
		const back = once(bot.client, Events.GuildAvailable, (guild: Guild) => guild.id === IDS[0]);
		const told = dispatched(bot.client, 'GUILD_MEMBER_UPDATE', id);
		emulator.faults.gateway.cut({ resumable: false, shardId: 0 });
		emulator.world.updateUser(id, { username: 'meanwhile' });
		await told;
		// The other shard tells, and the guild whose session is lost shows the same user.
		expect(held.map((member) => member?.user.username)).toEqual(['meanwhile', 'meanwhile']);
		await back;
		expect(bot.guild(0).members.cache.size).toBeLessThan(40);
		expect(bot.guild(1).members.cache.size).toBe(61);
		expect(bot.guild(1).members.cache.get(id)).toBe(held[1]);
		await bot.fetch();
		expectTrue(bot, worlds);
		expect(bot.client.users.cache.get(id)).toBe(held[1]?.user);
		// Both are lost at once.
		const both = worlds.map((world) =>
			once(bot.client, Events.GuildAvailable, (guild: Guild) => guild.id === world.id),
		);
		for (const shardId of [0, 1]) emulator.faults.gateway.cut({ resumable: false, shardId });
		await Promise.all(both);
		await bot.fetch();
		expectTrue(bot, worlds);
	});
});

describe('the next login', () => {
	it('as another bot finds nothing of the one before', async () => {
		const emulator = await anEmulator();
		const worlds = worldsOf(emulator);
		const bot = await aBot(emulator);
		await bot.fetch();
		const leaver = worlds[0].memberAt(9).user.id;
		const left = once(bot.client, Events.GuildMemberRemove);
		worlds[0].leave(leaver);
		await left;
		expect(bot.client.users.cache.has(leaver)).toBe(true);
		const former = bot.client.user.id;
		await bot.client.destroy();
		expect([...bot.client.users.cache.keys()]).toEqual([former]);
		for (const index of [0, 1]) expect([...bot.guild(index).members.cache.keys()]).toEqual([former]);
		worlds[1].update(worlds[1].memberAt(9).user.id, { nick: 'while nobody listened' });
		const here = worlds.map(({ id }) => once(bot.client, Events.GuildAvailable, (guild: Guild) => guild.id === id));
		await bot.client.login(emulator.bots[1]?.token);
		await Promise.all(here);
		await bot.fetch();
		expectTrue(bot, worlds); // though discord.js leaves the id of the former bot in `client.user`
		const { cache } = bot.guild(1).members;
		expect([...cache.values()].filter(({ nickname }) => nickname === 'while nobody listened')).toHaveLength(1);
		expect(bot.client.users.cache.has(leaver)).toBe(false);
		for (const member of cache.values()) expect(member.client).toBe(bot.client);
	});

	it('finds no rows of guilds that had none when the client was destroyed', async () => {
		const emulator = await anEmulator();
		const worlds = worldsOf(emulator);
		const bot = await aBot(emulator);
		await bot.fetch();
		const here = worlds.map(({ id }) => once(bot.client, Events.GuildAvailable, (guild: Guild) => guild.id === id));
		emulator.faults.gateway.cut({ resumable: false });
		await Promise.all(here);
		expect(bot.client.users.cache.size).toBeGreaterThan(90); // their users wait for the next lists
		await bot.client.destroy();
		const inGuilds = new Set([0, 1].flatMap((index) => [...bot.guild(index).members.cache.keys()]));
		expect([...bot.client.users.cache.keys()].filter((id) => !inGuilds.has(id))).toEqual([]);
	});
});

it.each(['clearCache', 'close'] as const)(
	'%s() leaves no rows of a guild that has none since its outage',
	async (how) => {
		const emulator = await anEmulator();
		const bot = await aBot(emulator);
		await bot.fetch();
		await anOutage(emulator, bot);
		await bot.service[how]();
		const inGuilds = new Set([0, 1].flatMap((index) => [...bot.guild(index).members.cache.keys()]));
		expect([...bot.client.users.cache.keys()].filter((id) => !inGuilds.has(id))).toEqual([]);
	},
);

it('keeps the users of a guild that the bot leaves while it has no rows', async () => {
	const emulator = await anEmulator();
	const bot = await aBot(emulator);
	await bot.fetch();
	const world = await anOutage(emulator, bot);
	const count = bot.client.users.cache.size;
	const gone = once(bot.client, Events.GuildDelete);
	world.leave(bot.client.user.id);
	await gone;
	for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
	expect(bot.client.users.cache.size).toBe(count);
	await bot.service.fetchGuildMembers(bot.guild(1));
	expect(bot.client.users.cache.size).toBe(count);
});

it('keeps two bots of one process apart', async () => {
	const emulator = await anEmulator();
	const worlds = worldsOf(emulator);
	const one = await aBot(emulator);
	const other = await (async () => {
		const { token } = emulator.bots[1] as { token: string };
		return aBot({ ...emulator, token, restUrl: emulator.restUrl } as never as DiscordEmulator);
	})();
	await Promise.all([one.fetch(), other.fetch()]);
	expectTrue(one, worlds);
	expectTrue(other, worlds);
	const { id } = worlds[0].memberAt(3).user;
	expect(one.client.users.cache.get(id)).not.toBe(other.client.users.cache.get(id));
	const told = [one, other].map(({ client }) => dispatched(client, 'GUILD_MEMBER_UPDATE', id));
	worlds[0].update(id, { nick: 'both' });
	await Promise.all(told);
	await new Promise(setImmediate);
	for (const { guild } of [one, other]) expect(guild(0).members.cache.get(id)?.nickname).toBe('both');
	await one.service.close();
	await one.client.destroy();
	expectTrue(other, worlds);
});
