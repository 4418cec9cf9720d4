import { Client, GatewayIntentBits, GatewayRateLimitError, type Guild, type GuildMember } from 'discord.js';
import type { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MEMBERS, type Row, sorted, startEmulator, truth } from './truth.js';

const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers];

/** Runs an unmodified client until it is ready; only its documented `rest.api` option points at the emulator. */
async function login(emulator: DiscordEmulator, options: object = {}): Promise<Client<true>> {
	const client = new Client({ intents, rest: { api: emulator.restUrl }, ...options });
	onTestFinished(() => client.destroy());
	const ready = once(client, 'clientReady');
	await client.login(emulator.token);
	await ready;
	return client as Client<true>;
}

const once = (client: Client, event: string) =>
	new Promise<unknown[]>((resolve) => {
		client.once(event as 'clientReady', (...values: unknown[]) => resolve(values));
	});

const firstGuild = (client: Client, emulator: DiscordEmulator) =>
	client.guilds.cache.get(emulator.world.guild().id) as Guild;

const rows = (members: Iterable<GuildMember>): Row[] =>
	sorted(
		[...members].map(({ id, user, nickname, guild, roles }) => ({
			id,
			username: user.username,
			nick: nickname,
			roles: [...roles.cache.keys()].filter((role) => role !== guild.id),
		})),
	);

describe('discord.js', () => {
	it('logs in, sees the guild and fetches every member', async () => {
		const emulator = await startEmulator();
		const guild = firstGuild(await login(emulator), emulator);
		expect(guild.memberCount).toBe(MEMBERS);
		expect(rows((await guild.members.fetch()).values())).toEqual(truth(emulator));
		expect(emulator.stats.bot()).toMatchObject({ identifies: 1, chunksSent: 3, memberRequests: { full: 1 } });
	});

	it('keeps up with joins, changes and leaves', async () => {
		const emulator = await startEmulator();
		const client = await login(emulator);
		const guild = firstGuild(client, emulator);
		await guild.members.fetch();
		const world = emulator.world.guild();
		const removed = once(client, 'guildMemberRemove');
		world.update(world.memberAt(7).user.id, { nick: 'renamed' });
		world.join();
		world.leave(world.memberAt(8).user.id);
		await removed;
		expect(rows(guild.members.cache.values())).toEqual(truth(emulator));
		expect(guild.memberCount).toBe(world.size);
	});

	it('fetches members by id and by the beginning of a name', async () => {
		const emulator = await startEmulator();
		const guild = firstGuild(await login(emulator), emulator);
		const { user } = emulator.world.guild().memberAt(100);
		const byId = await guild.members.fetch({ user: [user.id, '5'] });
		expect([...byId.keys()]).toEqual([user.id]);
		const byName = await guild.members.fetch({ query: user.username.slice(0, 3), limit: 100 });
		expect([...byName.values()].every((member) => member.user.username.startsWith(user.username.slice(0, 3)))).toBe(
			true,
		);
	});

	it('sees RATE_LIMITED as GatewayRateLimitError', async () => {
		const emulator = await startEmulator();
		const guild = firstGuild(await login(emulator), emulator);
		await guild.members.fetch();
		const refusal = await guild.members.fetch().catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(GatewayRateLimitError);
		expect((refusal as GatewayRateLimitError).data.retry_after).toBeGreaterThan(29);
		expect((refusal as GatewayRateLimitError).data.meta).toMatchObject({ guild_id: guild.id });
	});

	it('resumes after a cut and gets the chunks that it missed', async () => {
		const emulator = await startEmulator();
		const client = await login(emulator);
		const guild = firstGuild(client, emulator);
		emulator.faults.add({ on: 'memberRequest', after: { chunks: 1, do: 'cutResumable' } });
		const resumed = once(client, 'shardResume');
		const members = await guild.members.fetch();
		await resumed;
		expect(rows(members.values())).toEqual(truth(emulator));
		expect(emulator.stats.bot()).toMatchObject({ identifies: 1, resumes: 1 });
	});

	it('identifies again when the session is gone, and can fetch again', async () => {
		const emulator = await startEmulator({ guilds: [{ members: MEMBERS }], gateway: { requestWindow: 0 } });
		const client = await login(emulator);
		const guild = firstGuild(client, emulator);
		await guild.members.fetch();
		const ready = once(client, 'shardReady');
		emulator.faults.gateway.cut({ resumable: false });
		await ready;
		expect(rows((await guild.members.fetch()).values())).toEqual(truth(emulator));
		expect(emulator.stats.bot()).toMatchObject({ identifies: 2, resumes: 1 });
	});

	it('runs two shards, each with its own guilds, and fetches the members of both', async () => {
		const guilds = [0n, 1n].map((index) => ({ id: String((index + 10n ** 11n) << 22n), members: 1500 }));
		const emulator = await startEmulator({ guilds, gateway: { shards: 2, maxConcurrency: 2 } });
		const client = await login(emulator, { shardCount: 2 });
		expect(guilds.map(({ id }) => client.guilds.cache.get(id)?.shardId)).toEqual([0, 1]);
		for (const { id } of guilds) {
			const members = await (client.guilds.cache.get(id) as Guild).members.fetch();
			expect(rows(members.values())).toEqual(truth(emulator, id));
		}
		expect(emulator.stats.bot()).toMatchObject({ identifies: 2, memberRequests: { full: 2 } });
	});

	it('notices an outage and its end', async () => {
		const emulator = await startEmulator();
		const client = await login(emulator);
		const unavailable = once(client, 'guildUnavailable');
		emulator.world.guild().outage();
		await unavailable;
		const available = once(client, 'guildAvailable');
		emulator.world.guild().recover();
		await available;
		expect(firstGuild(client, emulator).memberCount).toBe(MEMBERS);
	});
});
