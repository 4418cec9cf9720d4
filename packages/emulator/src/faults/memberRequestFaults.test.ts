import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import type { MemberRequestFault } from '../DiscordEmulator.js';
import { GatewayClient, type Received } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

async function faulty(fault: Omit<MemberRequestFault, 'on'>, gateway = {}) {
	const clock = new ManualClock();
	const emulator = await startEmulator({ guilds: [{ members: 3500 }], gateway }, clock);
	const client = await GatewayClient.login(emulator);
	emulator.faults.add({ on: 'memberRequest', ...fault });
	const guild = emulator.world.guild();
	client.requestAll(guild.id, 'n');
	return { clock, emulator, client, guild };
}

const chunksOf = (client: GatewayClient) => client.events('GUILD_MEMBERS_CHUNK').filter(({ d }) => d.nonce === 'n');
const indices = (client: GatewayClient): number[] => chunksOf(client).map(({ d }) => d.chunk_index);
const ids = (chunks: readonly Received[]): string[] =>
	chunks.flatMap(({ d }) => d.members.map((member: { user: { id: string } }) => member.user.id));
const truth = (guild: { members(): Iterable<{ user: { id: string } }> }) =>
	[...guild.members()].map(({ user }) => user.id);

describe('a fault of a member request', () => {
	it.each<[string, Omit<MemberRequestFault, 'on'>, number[]]>([
		['loses chunks by index', { lose: [1] }, [0, 2, 3]],
		['loses the first chunk', { lose: 'first' }, [1, 2, 3]],
		['loses the last chunk', { lose: 'last' }, [0, 1, 2]],
		['repeats a chunk', { repeat: [2] }, [0, 1, 2, 2, 3]],
		['reverses the order', { order: 'reverse' }, [3, 2, 1, 0]],
		['sends in a given order', { order: [3, 1] }, [3, 1, 0, 2]],
		['sends last things first and loses some of them', { order: 'reverse', lose: [3], repeat: [0] }, [2, 1, 0, 0]],
	])('%s, with no gap in the sequence', async (_, fault, expected) => {
		const { client } = await faulty(fault);
		await client.chunks('n', expected.length);
		expect(indices(client)).toEqual(expected);
		expect(chunksOf(client).every(({ d }) => d.chunk_count === 4)).toBe(true);
		const sequences = client.received.flatMap(({ s }) => s ?? []);
		expect(sequences).toEqual(sequences.map((_, index) => index + 1));
	});

	it('shuffles and loses by chance the same way for the same seed', async () => {
		const fault = {
			cut: Array(35).fill(100),
			order: 'shuffle',
			lose: { probability: 0.4 },
			delay: 1,
			delayEach: 1,
		} as const;
		const runs: number[][] = [];
		for (let run = 0; run < 2; run++) {
			const { clock, client } = await faulty(fault);
			await client.settledHeartbeat();
			clock.advance(100);
			await client.settledHeartbeat();
			runs.push(indices(client));
		}
		expect(runs[0]?.length).toBeGreaterThan(5);
		expect(runs[1]).toEqual(runs[0]);
	});

	it('cuts chunks to other sizes, and nobody is omitted', async () => {
		const { client, guild } = await faulty({ cut: [999, 1, 500] });
		const chunks = await client.chunks('n', 5);
		expect(chunks.map(({ d }) => d.members.length)).toEqual([999, 1, 500, 1000, 1000]);
		expect(ids(chunks)).toEqual(truth(guild));
	});

	it('cuts chunks at random, and nobody is omitted', async () => {
		const { client, guild } = await faulty({ cut: 'random' });
		const [first] = (await client.chunks('n', 1)) as [Received];
		const chunks = [first, ...(await client.chunks('n', first.d.chunk_count - 1))];
		expect(ids(chunks)).toEqual(truth(guild));
	});

	it('sends members as they were when the request came, after newer events', async () => {
		const { clock, client, guild } = await faulty({ stale: true, delayEach: 100 });
		await client.chunks('n', 1);
		const { user, nick } = guild.memberAt(3000);
		const before = truth(guild);
		guild.update(user.id, { nick: 'newer' });
		guild.leave(guild.memberAt(2999).user.id);
		await client.next('GUILD_MEMBER_REMOVE');
		clock.advance(300);
		await client.chunks('n', 3);
		const members = chunksOf(client).flatMap(({ d }) => d.members);
		expect(members.find((member) => member.user.id === user.id).nick).toBe(nick);
		expect(ids(chunksOf(client))).toEqual(before);
	});

	it('omits users, and repeats rows instead of others, while index and count look right', async () => {
		const { client, guild } = await faulty({ omit: [], repeatRows: 2 });
		const chunks = await client.chunks('n', 4);
		expect(ids(chunks)).toHaveLength(3500);
		expect(new Set(ids(chunks)).size).toBe(3500 - 8);
		expect(chunks[0]?.d.members[999]).toEqual(guild.member(ids(chunks)[0] as string));
		const other = await faulty({ omit: [truth(guild)[5] as string] });
		expect(ids(await other.client.chunks('n', 4))).toEqual(truth(guild).filter((_, index) => index !== 5));
	});

	it('gives no answer, and the request counts against the limit', async () => {
		const { client, guild } = await faulty({ silence: true });
		await client.settled(guild.id);
		expect(chunksOf(client)).toEqual([]);
		client.requestAll(guild.id, 'm');
		expect((await client.next('RATE_LIMITED')).d.meta.nonce).toBe('m');
	});

	it('delays the first chunk, and each one after it', async () => {
		const { clock, client } = await faulty({ delay: 1000, delayEach: 10 });
		await client.settledHeartbeat();
		clock.advance(999);
		await client.settledHeartbeat();
		expect(chunksOf(client)).toEqual([]);
		clock.advance(1);
		await client.chunks('n', 1);
		clock.advance(30);
		await client.chunks('n', 3);
	});

	it('refuses as the rate limit would, and the window opens at the time that it said', async () => {
		const { clock, client, guild } = await faulty({ refuse: { retryAfter: 2.5 } });
		expect((await client.next('RATE_LIMITED')).d).toEqual({
			opcode: 8,
			retry_after: 2.5,
			meta: { guild_id: guild.id, nonce: 'n' },
		});
		clock.advance(2500);
		client.requestAll(guild.id, 'm');
		await client.chunks('m', 4);
	});

	it('refuses without naming the nonce', async () => {
		const { client, guild } = await faulty({ refuse: { retryAfter: 2.5, nonce: false } });
		expect((await client.next('RATE_LIMITED')).d.meta).toEqual({ guild_id: guild.id });
	});

	it('strips the nonce from the chunks', async () => {
		const { client } = await faulty({ stripNonce: true });
		expect(await client.chunks(undefined, 4)).toHaveLength(4);
	});

	it('cuts the socket and lets the rest be replayed', async () => {
		const { emulator, client } = await faulty({ after: { chunks: 2, do: 'cutResumable' } });
		expect(await client.closed).toBe(4000);
		expect(indices(client)).toEqual([0, 1]);
		const second = new GatewayClient(emulator);
		second.resume(client);
		await second.chunks('n', 2);
		expect(indices(second)).toEqual([2, 3]);
	});

	it('cuts the socket and ends the session, and the rest never comes', async () => {
		const { emulator, client } = await faulty({ after: { chunks: 2, do: 'cutFatal' } });
		await client.closed;
		const second = new GatewayClient(emulator);
		second.resume(client);
		expect((await second.next(9)).d).toBe(false);
		expect(emulator.stats.bot().chunksSent).toBe(2);
	});

	it('invalidates the session, asks for a reconnect, or makes the guild unavailable in the middle', async () => {
		const invalid = await faulty({ after: { chunks: 1, do: 'invalidSession' } });
		expect((await invalid.client.next(9)).d).toBe(false);
		const reconnect = await faulty({ before: 'reconnect' });
		await reconnect.client.next(7);
		expect(indices(reconnect.client)).toEqual([]);
		const outage = await faulty({ after: { chunks: 1, do: 'outage' } });
		expect((await outage.client.next('GUILD_DELETE')).d).toEqual({ id: outage.guild.id, unavailable: true });
		await outage.client.settledHeartbeat();
		expect(indices(outage.client)).toEqual([0]);
	});

	it('skips a sequence number between two chunks', async () => {
		const { client } = await faulty({ after: { chunks: 2, do: 'skipSequence' } });
		const sequences = (await client.chunks('n', 4)).map(({ s }) => (s as number) - 2);
		expect(sequences).toEqual([1, 2, 4, 5]);
	});

	it('runs any function in the middle, whose events come between the chunks', async () => {
		const { client } = await faulty({ after: { chunks: 1, do: ({ world }) => void world.guild().join() } });
		await client.chunks('n', 4);
		const order = client.received.slice(-5).map(({ t }) => t);
		expect(order.filter((t) => t === 'GUILD_MEMBERS_CHUNK')).toHaveLength(4);
		expect(order[1]).toBe('GUILD_MEMBER_ADD');
	});

	it('meets only the requests that it names: the nth, a number of times, of one kind', async () => {
		const emulator = await startEmulator({ gateway: { requestWindow: 0 } });
		const client = await GatewayClient.login(emulator);
		const guild = emulator.world.guild();
		const other = await startEmulator();
		emulator.faults.add({ on: 'memberRequest', nth: 2, times: 2, full: true, stripNonce: true });
		emulator.faults.add({ on: 'memberRequest', botId: 'somebody else', silence: true });
		emulator.faults.add({ on: 'memberRequest', guildId: 'elsewhere', silence: true });
		for (const nonce of ['1', '2', '3', '4']) {
			client.requestAll(guild.id, nonce);
			client.send(8, { guild_id: guild.id, user_ids: ['1'], nonce: `few ${nonce}` });
			await client.chunks(`few ${nonce}`, 1);
		}
		expect(client.events('GUILD_MEMBERS_CHUNK').map(({ d }) => d.nonce ?? 'none')).toEqual([
			'1',
			'few 1',
			'none',
			'few 2',
			'none',
			'few 3',
			'4',
			'few 4',
		]);
		expect(other.stats.bot().chunksSent).toBe(0);
	});

	it('is taken back by the function that add returned, and by clear', async () => {
		const emulator = await startEmulator({ gateway: { requestWindow: 0 } });
		const client = await GatewayClient.login(emulator);
		const { id } = emulator.world.guild();
		emulator.faults.add({ on: 'memberRequest', silence: true })();
		emulator.faults.add({ on: 'memberRequest', silence: true });
		emulator.faults.clear();
		client.requestAll(id, 'n');
		expect(await client.chunks('n', 1)).toHaveLength(1);
	});
});
