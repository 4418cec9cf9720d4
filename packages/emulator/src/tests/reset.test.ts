import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { DiscordEmulator } from '../DiscordEmulator.js';
import { GatewayClient } from './GatewayClient.js';
import { startEmulator } from './startEmulator.js';

const authorized = ({ token }: DiscordEmulator) => ({ authorization: `Bot ${token}` });

describe('a reset', () => {
	it('ends the sessions with 4009, so that bots log in again and see the world of the start', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }], gateway: { requestWindow: 60_000 } });
		const guild = emulator.world.guild();
		const client = await GatewayClient.login(emulator);
		guild.leave(guild.memberAt(3).user.id);
		guild.join();
		guild.join();
		client.requestAll(guild.id, 'n');
		expect((await client.chunks('n', 1))[0]?.d.members).toHaveLength(31);
		emulator.reset();
		expect(await client.closed).toBe(4009);
		const again = await GatewayClient.login(emulator);
		again.requestAll(guild.id, 'n'); // at once, although the window of the old world was shut
		expect((await again.chunks('n', 1))[0]?.d.members).toHaveLength(30);
		expect(again.events('GUILD_CREATE')[0]?.d.member_count).toBe(30);
		expect(guild.member(guild.memberAt(3).user.id)).toBeDefined();
	});

	it('lets no session of the old world resume', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		const client = await GatewayClient.login(emulator);
		emulator.reset();
		await client.closed;
		const resuming = new GatewayClient(emulator);
		await resuming.next(10);
		resuming.resume(client);
		expect((await resuming.next(9)).d).toBe(false);
		resuming.close();
	});

	it('tells later sessions of later changes, and tells nobody twice', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		for (let round = 0; round < 3; round++) emulator.reset();
		const client = await GatewayClient.login(emulator);
		const joined = emulator.world.guild().join();
		await client.settledHeartbeat();
		expect(client.events('GUILD_MEMBER_ADD').map(({ d }) => d.user.id)).toEqual([joined.user.id]);
		expect(emulator.stats.bot()).toMatchObject({ identifies: 1, dispatches: { GUILD_MEMBER_ADD: 1 } });
	});

	it('forgets faults, counts and limits, and chooses the same at random again', async () => {
		const emulator = await startEmulator({ rest: { buckets: { default: { limit: 1, window: 60_000 } } } });
		const status = async () =>
			(await fetch(`${emulator.restUrl}/v10/users/@me`, { headers: authorized(emulator) })).status;
		const chosen = emulator.faults.random.next();
		emulator.faults.add({ on: 'rest', status: 503 });
		emulator.faults.gateway.refuseConnections();
		expect([await status(), await status()]).toEqual([503, 429]);
		emulator.reset();
		expect(emulator.stats.bot().rest.total).toBe(0);
		expect(await status()).toBe(200);
		expect(emulator.faults.random.next()).toBe(chosen);
		(await GatewayClient.login(emulator)).close();
	});

	it('breaks requests that wait for their answer, and none of them changes the new world', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ guilds: [{ members: 30 }], rest: { latency: 100 } }, clock);
		const guild = emulator.world.guild();
		const [before] = guild.ids(0, 1);
		const late = fetch(`${emulator.restUrl}/v10/guilds/${guild.id}/members/${before}`, {
			method: 'PATCH',
			headers: { ...authorized(emulator), 'content-type': 'application/json' },
			body: JSON.stringify({ nick: 'late' }),
		});
		await expect.poll(() => clock.pending).toBeGreaterThan(0);
		emulator.reset();
		await expect(late).rejects.toThrow();
		clock.advance(1000);
		expect(guild.member(before ?? '')?.nick).not.toBe('late');
		expect(clock.pending).toBe(0);
	});

	it('ends waits for answers with an error, and takes no answer to what was asked before', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		const client = await GatewayClient.login(emulator);
		const botId = emulator.bots[0]?.id ?? '';
		const sent = emulator.interactions.send({ botId, data: { id: '1', name: 'a', type: 1 } });
		const { d } = await client.next('INTERACTION_CREATE');
		const waited = sent.answer();
		emulator.reset();
		await expect(waited).rejects.toThrow('The emulator was reset before the bot answered.');
		const asked = emulator.interactions.send({ botId, data: { id: '1', name: 'a', type: 1 } });
		expect(asked.data.token).not.toBe(d.token);
		expect(asked.data.id).not.toBe(d.id);
		const late = await fetch(`${emulator.restUrl}/v10/interactions/${d.id}/${d.token}/callback`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ type: 4, data: { content: 'late' } }),
		});
		expect(late.status).toBe(404);
		expect(asked.replies).toEqual([]);
	});

	it('ends activities, and keeps the commands of the bots', async () => {
		const clock = new ManualClock();
		const emulator = await startEmulator({ guilds: [{ members: 30 }] }, clock);
		const botId = emulator.bots[0]?.id ?? '';
		await fetch(`${emulator.restUrl}/v10/applications/${botId}/commands`, {
			method: 'POST',
			headers: { ...authorized(emulator), 'content-type': 'application/json' },
			body: JSON.stringify({ name: 'hours', description: 'Hours.' }),
		});
		emulator.world.startActivity({ joinsPerSecond: 10 });
		emulator.reset();
		clock.advance(10_000);
		expect(emulator.world.guild().size).toBe(30);
		expect(emulator.actor().runs('hours').data.data).toMatchObject({ name: 'hours' });
	});

	it('can make another world, and goes back to that of the start', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		const { id } = emulator.world.guild();
		emulator.reset({ guilds: [{ members: 7 }, { members: 8, name: 'Second' }] });
		expect([...emulator.world.guilds.values()].map(({ size }) => size)).toEqual([7, 8]);
		const client = await GatewayClient.login(emulator);
		expect(client.events('GUILD_CREATE').map(({ d }) => d.member_count)).toEqual([7, 8]);
		emulator.reset();
		expect([...emulator.world.guilds.values()].map((guild) => [guild.id, guild.size])).toEqual([[id, 30]]);
	});

	it.each([{ guilds: [{ members: -1 }] }, { guilds: [{ members: 1, afkChannel: 'none' }] }])(
		'changes nothing if a new world is wrong: %j',
		async (options) => {
			const emulator = await startEmulator({ guilds: [{ members: 30 }] });
			const client = await GatewayClient.login(emulator);
			expect(() => emulator.reset(options)).toThrow(RangeError);
			emulator.world.guild().join();
			await client.next('GUILD_MEMBER_ADD');
			expect(emulator.world.guild().size).toBe(31);
		},
	);

	it('hears nothing any more of a request that was half sent', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		const path = `/api/v10/channels/${[...emulator.world.guild().channels.keys()][0]}/messages`;
		const heard: string[] = [];
		emulator.onTraffic((traffic) => void (traffic.type === 'request' && heard.push(traffic.route)));
		const headers = { ...authorized(emulator), 'content-type': 'application/json', 'content-length': 100 };
		const asked = request(new URL(path, emulator.restUrl), { method: 'POST', headers });
		const failed = once(asked, 'error');
		asked.write('{"content":');
		await expect.poll(() => emulator.stats.bot().rest.total).toBe(1);
		emulator.reset();
		await failed;
		expect((await fetch(`${emulator.restUrl}/v10/users/@me`, { headers: authorized(emulator) })).status).toBe(200);
		expect(heard).toEqual(['getCurrentUser']);
	});

	it('leaves no timer and no listener, however often', async () => {
		const clock = new ManualClock();
		const emulator = new DiscordEmulator({ guilds: [{ members: 30 }] }, clock);
		await emulator.start();
		for (let round = 0; round < 20; round++) {
			const client = await GatewayClient.login(emulator);
			emulator.reset();
			await client.closed;
		}
		expect(clock.pending).toBe(0);
		await emulator.stop();
	});
});
