import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { routePattern } from '../faults/index.js';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';
import { type FaultFlags, setFaults } from './faultFlags.js';
import { type RunArguments, readArguments } from './readArguments.js';

const flagsOf = (...argv: string[]): FaultFlags =>
	(
		readArguments(argv, (command) =>
			command.exitOverride().configureOutput({ writeErr: () => undefined }),
		) as RunArguments
	).faults;

async function listWith(...argv: string[]) {
	const clock = new ManualClock();
	const options = { guilds: [{ members: 30 }], gateway: { chunkSize: 3, requestWindow: 0 } };
	const emulator = await startEmulator(options, clock);
	const { sentences } = setFaults(emulator, flagsOf(...argv), clock);
	const client = await GatewayClient.login(emulator);
	return { emulator, client, clock, sentences, guildId: emulator.world.guild().id };
}

describe('faults by flags', () => {
	it('--lose-chunk loses those chunks of the first list, and no others', async () => {
		const { client, guildId, sentences } = await listWith('--lose-chunk', '7', '--lose-chunk', '2');
		expect(sentences).toEqual(['The first list of all members loses the chunks with chunk_index 7, 2.']);
		for (const missing of [[2, 7], []]) {
			client.requestAll(guildId, 'n');
			await client.next(({ t, d }) => t === 'GUILD_MEMBERS_CHUNK' && d.chunk_index === 9);
			const indices = client.received
				.splice(0)
				.flatMap(({ t, d }) => (t === 'GUILD_MEMBERS_CHUNK' ? [d.chunk_index] : []));
			const all = Array.from({ length: 10 }, (_, index) => index);
			expect(all.filter((index) => !indices.includes(index))).toEqual(missing);
		}
	});

	it.each([
		[['--refuse'], 5],
		[['--refuse', '2.5'], 2.5],
	])('%j refuses the first request, even if a chunk is lost, too', async (argv, seconds) => {
		const { client, clock, guildId } = await listWith('--lose-chunk', '0', ...argv);
		client.requestAll(guildId, 'n');
		expect((await client.next('RATE_LIMITED')).d.retry_after).toBe(seconds);
		clock.advance(seconds * 1000);
		client.requestAll(guildId, 'n');
		expect((await client.next('GUILD_MEMBERS_CHUNK')).d.chunk_index).toBe(1);
	});

	it('--rate-limit refuses the first request to a path, whatever is in the place of a name', async () => {
		const { emulator, guildId } = await listWith(
			'--rate-limit',
			'/guilds/:id/members',
			'--rate-limit',
			'GET /users/@me',
		);
		const status = async (path: string) => {
			const headers = { authorization: `Bot ${emulator.token}` };
			return (await fetch(`${emulator.restUrl}/v10${path}`, { headers })).status;
		};
		expect(await status(`/guilds/${guildId}`)).toBe(200);
		expect(await status(`/guilds/${guildId}/members/search?query=a`)).toBe(200);
		expect(await status(`/guilds/${guildId}/members?limit=2`)).toBe(429);
		expect(await status(`/guilds/${guildId}/members`)).toBe(200);
		expect([await status('/users/@me'), await status('/users/@me')]).toEqual([429, 200]);
	});

	it('--cut-after breaks the socket so long after READY, and leaves no timer', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ guilds: [{ members: 3 }] }, clock);
		const { sentences, cancel } = setFaults(emulator, flagsOf('--cut-after', '3s'), clock);
		expect(sentences).toEqual(['The socket breaks 3000 ms after READY.']);
		const client = await GatewayClient.login(emulator);
		clock.advance(2999);
		await client.settledHeartbeat();
		clock.advance(1);
		expect(await client.closed).toBe(1006);
		cancel();
	});

	it('calls off a cut that has not happened', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ guilds: [{ members: 3 }] }, clock);
		const { cancel } = setFaults(emulator, flagsOf('--cut-after', '3s'), clock);
		const client = await GatewayClient.login(emulator);
		cancel();
		clock.advance(3000);
		await client.settledHeartbeat();
	});

	it.each([
		['/guilds/:id/members', 'GET /guilds/1/members', true],
		['/guilds/:id/members', 'GET /guilds/1/members/', true],
		['/guilds/:id/members', 'GET /guilds/1/members/2', false],
		['/guilds/:id/members/', 'GET /guilds/1/members', true],
		['PUT /guilds/:id/members', 'GET /guilds/1/members', false],
		['/users/@me', 'PATCH /users/@me', true],
		['/a.c', 'GET /abc', false],
	])('the path %s meets %s: %s', (path, request, expected) => {
		expect(routePattern(path).test(request)).toBe(expected);
	});

	it('names the flag of a wrong value', () => {
		expect(() => flagsOf('--lose-chunk', 'last')).toThrow(/--lose-chunk.*chunk_index/s);
		expect(() => flagsOf('--cut-after', '3')).toThrow(/--cut-after.*3s/s);
		expect(() => flagsOf('--rate-limit', 'guilds')).toThrow(/--rate-limit.*\/guilds\/:id\/members/s);
		expect(() => flagsOf('--refuse', 'never')).toThrow(/--refuse/);
	});
});
