import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import { GatewayClient, MEMBER_INTENTS, type Received } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

const idsOf = (chunks: readonly Received[]): string[] =>
	chunks.flatMap(({ d }) => d.members.map((member: { user: { id: string } }) => member.user.id));

const LATE_MS = 10;

/** Rings later than it should, as a busy machine does. */
class LateClock extends ManualClock {
	override after(ms: number, run: () => void): () => void {
		return super.after(ms + LATE_MS, run);
	}
}

async function loggedIn(options: Parameters<typeof startEmulator>[0], identity = {}) {
	const clock = new ManualClock();
	const emulator = await startEmulator(options, clock);
	const client = await GatewayClient.login(emulator, identity);
	return { clock, emulator, client, guild: emulator.world.guild() };
}

describe('opcode 8 for all members', () => {
	it('is answered by chunks of 1000 that have every member once, with index, count and nonce', async () => {
		const { client, guild } = await loggedIn({ guilds: [{ members: 2500 }] });
		client.requestAll(guild.id, 'n');
		const chunks = await client.chunks('n', 3);
		expect(chunks.map(({ d }) => [d.guild_id, d.chunk_index, d.chunk_count, d.members.length])).toEqual([
			[guild.id, 0, 3, 1000],
			[guild.id, 1, 3, 1000],
			[guild.id, 2, 3, 500],
		]);
		expect(chunks.flatMap(({ d }) => d.members)).toEqual([...guild.members()]);
		expect(chunks[0]?.d).not.toHaveProperty('not_found');
		expect(chunks[0]?.d).not.toHaveProperty('presences');
	});

	it('is never answered without the members intent', async () => {
		const { client, guild } = await loggedIn({}, { intents: 1 });
		client.requestAll(guild.id, 'n');
		client.send(8, { guild_id: guild.id, query: '', limit: 5, nonce: 'n' });
		await client.settled(guild.id);
		expect(client.events('GUILD_MEMBERS_CHUNK').filter(({ d }) => d.nonce === 'n')).toEqual([]);
	});

	it('is allowed once per guild and bot in 30 seconds, over all sessions of the bot', async () => {
		const { clock, emulator, client, guild } = await loggedIn({ gateway: { identifyWindow: 0 } });
		const other = await GatewayClient.login(emulator);
		client.requestAll(guild.id, 'a');
		await client.chunks('a', 1);
		clock.advance(543);
		other.requestAll(guild.id, 'b');
		expect((await other.next('RATE_LIMITED')).d).toEqual({
			opcode: 8,
			retry_after: 29.457,
			meta: { guild_id: guild.id, nonce: 'b' },
		});
		clock.advance(29_457);
		other.requestAll(guild.id, 'c');
		expect(await other.chunks('c', 1)).toHaveLength(1);
		expect(emulator.stats.bot().memberRequests).toMatchObject({ full: 3, refused: 1 });
	});

	it('does not count other guilds, other bots or other kinds of requests', async () => {
		const { emulator, client } = await loggedIn({ bots: [{}, {}], guilds: [{ members: 5 }, { members: 5 }] });
		const [one, two] = [...emulator.world.guilds.keys()] as [string, string];
		const stranger = await GatewayClient.login(emulator, { token: emulator.bots[1]?.token });
		client.requestAll(one, 'a');
		client.requestAll(two, 'b');
		client.send(8, { guild_id: one, query: '', limit: 3, nonce: 'c' });
		stranger.requestAll(one, 'd');
		await Promise.all([client.chunks('a', 1), client.chunks('b', 1), client.chunks('c', 1), stranger.chunks('d', 1)]);
		expect(client.events('RATE_LIMITED')).toEqual([]);
	});

	it('leaves the nonce out of RATE_LIMITED if the option says so', async () => {
		const { client, guild } = await loggedIn({ gateway: { nonceInRateLimited: false } });
		client.requestAll(guild.id, 'a');
		client.requestAll(guild.id, 'b');
		expect((await client.next('RATE_LIMITED')).d.meta).toEqual({ guild_id: guild.id });
	});

	it('is paced by membersPerSecond, after the latency of the request', async () => {
		const { clock, client, guild } = await loggedIn({
			guilds: [{ members: 2000 }],
			gateway: { membersPerSecond: 20_000, requestLatency: 150 },
		});
		client.requestAll(guild.id, 'n');
		await client.settledHeartbeat();
		clock.advance(149);
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBERS_CHUNK')).toEqual([]);
		clock.advance(1);
		await client.chunks('n', 1);
		clock.advance(49);
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
		clock.advance(1);
		expect((await client.chunks('n', 1))[0]?.d.chunk_index).toBe(1);
	});

	it('keeps its pace even if every timer is late', async () => {
		const clock = new LateClock();
		const emulator = await startEmulator(
			{ guilds: [{ members: 200 }], gateway: { chunkSize: 10, membersPerSecond: 200 } },
			clock,
		);
		const client = await GatewayClient.login(emulator);
		client.requestAll(emulator.world.guild().id, 'n');
		await client.settledHeartbeat();
		clock.advance(19 * 50 + LATE_MS);
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBERS_CHUNK')).toHaveLength(20);
	});

	it('moves nobody between chunks if members join and leave meanwhile, and reads each member when their chunk is made', async () => {
		const { clock, client, guild } = await loggedIn({
			guilds: [{ members: 2500 }],
			gateway: { membersPerSecond: 1000 },
		});
		const before = [...guild.members()].map(({ user }) => user.id);
		client.requestAll(guild.id, 'n');
		await client.chunks('n', 1);
		const [left, changed] = [before[1200], before[2400]] as [string, string];
		guild.leave(before[5] as string);
		guild.leave(left);
		guild.join({ user: { id: '30000000000000000' } });
		guild.update(changed, { nick: 'renamed' });
		clock.advance(1000);
		await client.chunks('n', 1);
		clock.advance(1000);
		await client.chunks('n', 1);
		const chunks = client.events('GUILD_MEMBERS_CHUNK');
		expect(idsOf(chunks)).toEqual(before.filter((id) => id !== left));
		expect(chunks.flatMap(({ d }) => d.members).find(({ user }) => user.id === changed).nick).toBe('renamed');
	});

	it('stops when the guild becomes unavailable', async () => {
		const { clock, client, guild } = await loggedIn({
			guilds: [{ members: 2500 }],
			gateway: { membersPerSecond: 1000 },
		});
		client.requestAll(guild.id, 'n');
		await client.chunks('n', 1);
		guild.outage();
		await client.next('GUILD_DELETE');
		clock.advance(10_000);
		guild.recover();
		await client.next('GUILD_CREATE');
		expect(client.events('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
	});

	it('sends presences only if they are asked for and the bot has the intent', async () => {
		const { clock, client, guild, emulator } = await loggedIn({}, { intents: MEMBER_INTENTS | (1 << 8) });
		client.requestAll(guild.id, 'a', { presences: true });
		const [{ d }] = (await client.chunks('a', 1)) as [Received];
		expect(d.presences.length).toBeGreaterThan(10);
		expect(d.presences[0]).toEqual(guild.presences.of(d.presences[0].user.id));
		clock.advance(30_000);
		const plain = await GatewayClient.login(emulator);
		plain.requestAll(guild.id, 'b', { presences: true });
		expect((await plain.chunks('b', 1))[0]?.d).not.toHaveProperty('presences');
	});
});

describe('opcode 8 for some members', () => {
	it('finds up to 100 members by the beginning of the username, without the members intent', async () => {
		const { client, guild } = await loggedIn({}, { intents: 1 });
		const { username } = guild.memberAt(7).user;
		client.send(8, { guild_id: guild.id, query: username.slice(0, 2).toUpperCase(), limit: 100, nonce: 'n' });
		const [{ d }] = (await client.chunks('n', 1)) as [Received];
		const names: string[] = d.members.map((member: { user: { username: string } }) => member.user.username);
		expect(names).toContain(username);
		expect(names.every((name) => name.toLowerCase().startsWith(username.slice(0, 2).toLowerCase()))).toBe(true);
		expect(d).toMatchObject({ chunk_index: 0, chunk_count: 1 });
	});

	it('never gives more than the limit', async () => {
		const { client, guild } = await loggedIn({});
		client.send(8, { guild_id: guild.id, query: '', limit: 7, nonce: 'n' });
		client.send(8, { guild_id: guild.id, query: '', limit: 500, nonce: 'm' });
		expect(idsOf(await client.chunks('n', 1))).toHaveLength(7);
		expect(idsOf(await client.chunks('m', 1))).toHaveLength(100);
	});

	it('answers a query that finds nobody with one empty chunk', async () => {
		const { client, guild } = await loggedIn({});
		client.send(8, { guild_id: guild.id, query: '\u0001', limit: 5, nonce: 'n' });
		expect((await client.chunks('n', 1))[0]?.d).toMatchObject({ members: [], chunk_index: 0, chunk_count: 1 });
	});

	it('lists ids that are not members in not_found, which is there even if it is empty', async () => {
		const { client, guild } = await loggedIn({}, { intents: 1 });
		const { id } = guild.memberAt(3).user;
		client.send(8, { guild_id: guild.id, user_ids: [id, '5'], nonce: 'a' });
		client.send(8, { guild_id: guild.id, user_ids: id, nonce: 'b' });
		const [a, b] = [...(await client.chunks('a', 1)), ...(await client.chunks('b', 1))];
		expect(a?.d).toMatchObject({ members: [guild.member(id)], not_found: ['5'] });
		expect(b?.d).toMatchObject({ members: [guild.member(id)], not_found: [] });
	});

	it('never answers more than 100 ids, ids that are not numbers, or an unknown guild', async () => {
		const { client, guild } = await loggedIn({});
		const many = Array.from({ length: 101 }, (_, index) => String(index));
		client.send(8, { guild_id: guild.id, user_ids: many, nonce: 'n' });
		client.send(8, { guild_id: guild.id, user_ids: ['abc'], nonce: 'n' });
		client.send(8, { guild_id: '123456789012345678', user_ids: ['1'], nonce: 'n' });
		await client.settled(guild.id);
		expect(client.events('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
	});

	it('answers an array of guilds for its first guild only', async () => {
		const { client, emulator } = await loggedIn({ guilds: [{ members: 5 }, { members: 5 }] });
		const [one, two] = [...emulator.world.guilds.keys()] as [string, string];
		client.send(8, { guild_id: [two, one], query: '', limit: 0, nonce: 'n' });
		await client.settled(one);
		expect(
			client
				.events('GUILD_MEMBERS_CHUNK')
				.filter(({ d }) => d.nonce === 'n')
				.map(({ d }) => d.guild_id),
		).toEqual([two]);
	});

	it('sends chunks without a nonce if the nonce had more than 32 bytes', async () => {
		const { client, guild } = await loggedIn({});
		client.send(8, { guild_id: guild.id, query: '', limit: 5, nonce: 'é'.repeat(32) });
		expect((await client.chunks(undefined, 1))[0]?.d).not.toHaveProperty('nonce');
	});

	it('ends the session with opcode 9 if the request is malformed', async () => {
		const { client, guild, emulator } = await loggedIn({});
		client.send(8, { guild_id: guild.id });
		expect((await client.next(9)).d).toBe(false);
		client.resume(client);
		expect((await client.next(9)).d).toBe(false);
		expect(emulator.stats.bot().memberRequests.malformed).toBe(1);
	});
});
