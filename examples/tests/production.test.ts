import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ConfigPatch, MemberFetchService } from 'rollcall';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { members } from '../src/members.js';
import { forgetMe } from '../src/privacy/forgetMe.js';
import { alarmsOf } from '../src/production/alarmsOf.js';
import { healthServer } from '../src/production/healthServer.js';
import { leanClient } from '../src/production/leanClient.js';
import { proxiedClient } from '../src/production/proxiedClient.js';
import { largeGuilds, manyGuilds, smallGuilds } from '../src/production/tuning.js';
import { watchMembers } from '../src/production/watchMembers.js';
import { clientOfWorkers } from '../src/sharding/workers.js';
import { registerCommand, setStage } from './stage.js';

afterAll(() => members.close());

function aService(config: ConfigPatch = {}): MemberFetchService {
	const service = new MemberFetchService(config);
	onTestFinished(() => service.close());
	return service;
}

/** Makes a client that finds its address in the environment. */
const byEnvironment = (make: () => ReturnType<typeof leanClient>) => (api: string) => {
	vi.stubEnv('DISCORD_API_BASE', api);
	const client = make();
	vi.unstubAllEnvs();
	return client;
};

it('The lean client holds the bot alone, and the service everybody', async () => {
	const { guild, client, truth } = await setStage({ client: byEnvironment(leanClient) });
	const { members } = await aService().fetchGuildMembers(guild, { require: 'complete' });
	expect(members.size).toBe(truth.size);
	expect([...guild.members.cache.keys()]).toEqual([client.user.id]);
});

it('A client behind a proxy has its members through it', async () => {
	let service = aService();
	const make = byEnvironment(() => {
		const proxied = proxiedClient();
		service = proxied.service;
		return proxied.client;
	});
	const { guild, truth } = await setStage({ client: make });
	onTestFinished(() => service.close());
	const { members } = await service.fetchGuildMembers(guild, { require: 'complete' });
	expect(members.size).toBe(truth.size);
});

it('One service serves all shards of a client whose connections are in workers', async () => {
	const guilds = [{ members: 300 }, { members: 200 }];
	const { client } = await setStage({ guilds, gateway: { shards: 2 }, client: byEnvironment(clientOfWorkers) });
	const service = aService();
	for (const guild of client.guilds.cache.values()) await service.fetchGuildMembers(guild, { require: 'complete' });
	expect(new Set(client.guilds.cache.map(({ shardId }) => shardId))).toEqual(new Set([0, 1]));
	expect(service.getCacheStats()).toMatchObject({ size: 2, members: 500 });
});

describe('the tuning', () => {
	it.each(Object.entries({ smallGuilds, largeGuilds, manyGuilds }))(
		'of %s is taken, and lists are complete',
		async (_, patch) => {
			const { guild, truth } = await setStage();
			const service = aService(patch);
			const { members } = await service.fetchGuildMembers(guild, { require: 'complete' });
			expect(members.size).toBe(truth.size);
			expect(service.getConfig()).toMatchObject(patch);
		},
	);

	it('of large guilds spends fewer bytes on a member, and keeps what the bot reads', async () => {
		const { guild, truth } = await setStage({ guilds: [{ members: 5_000 }] });
		const [all, few] = [aService(), aService(largeGuilds)];
		await all.fetchGuildMembers(guild, { require: 'complete' });
		const { roster } = await few.fetchGuildMembers(guild, { require: 'complete' });
		const share = few.getCacheStats().bytes / all.getCacheStats().bytes;
		expect(share).toBeCloseTo(3 / 4, 1); // the guide says: a quarter less
		const { nick, user } = truth.memberAt(9);
		expect(roster.get(user.id)).toMatchObject({ nick, user: { username: user.username } });
		expect(roster.get(user.id)).not.toHaveProperty('avatar');
	});

	it('of small guilds has the room that it speaks of', () => {
		const bytes = smallGuilds.cache?.maxBytes ?? 0;
		expect(bytes / 300_000).toBeGreaterThan(100);
	});
});

describe('the alarms', () => {
	it('are silent if all is well', async () => {
		const { guild } = await setStage();
		const service = aService();
		await service.fetchGuildMembers(guild);
		expect(await alarmsOf(service)).toEqual([]);
	});

	it('report an intent that is missing, once for each look', async () => {
		const { guild } = await setStage({ intents: ['Guilds'] });
		const service = aService();
		await service.fetchGuildMembers(guild);
		expect(await alarmsOf(service)).toEqual([
			'degraded: The last fetch was not complete.',
			'1 answers failed with MISSING_INTENT, and will until somebody fixes it.',
		]);
		expect(await alarmsOf(service, service.getStatistics())).toEqual(['degraded: The last fetch was not complete.']);
	});

	it('report requests that Discord refused', async () => {
		const { guild, emulator } = await setStage();
		emulator.faults.add({ on: 'memberRequest', refuse: { retryAfter: 30 } });
		const service = aService();
		await service.fetchGuildMembers(guild);
		expect(await alarmsOf(service)).toContain('Discord refused 1 requests for all members: who else asks for them?');
	});

	it('report a cache that has little room left', async () => {
		const { guild } = await setStage();
		const service = aService();
		await service.fetchGuildMembers(guild);
		const { bytes } = service.getCacheStats();
		service.updateConfig({ cache: { maxBytes: bytes } });
		expect(await alarmsOf(service)).toContain(`The lists take ${bytes} of ${bytes} bytes.`);
	});

	it('are told each minute, until the watch is ended', async () => {
		const { guild } = await setStage({ intents: ['Guilds'] });
		const service = aService();
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
		onTestFinished(() => void vi.useRealTimers());
		const told: string[] = [];
		const end = watchMembers(service, (alarm) => told.push(alarm));
		await service.fetchGuildMembers(guild);
		expect(told).toEqual([]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(told.splice(0).join()).toContain('MISSING_INTENT');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(told.splice(0).join()).not.toContain('MISSING_INTENT');
		end();
		await vi.advanceTimersByTimeAsync(600_000);
		expect(told).toEqual([]);
	});
});

it('The health server tells every figure, and 503 once the service is unhealthy', async () => {
	const { guild } = await setStage();
	const service = aService();
	const server = healthServer(service).listen(0, '127.0.0.1');
	onTestFinished(() => void server.close());
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	await service.fetchGuildMembers(guild);
	const response = await fetch(url);
	expect(response.status).toBe(200);
	expect(await response.json()).toMatchObject({
		health: { status: 'healthy', cacheStatus: 'healthy', rateLimitStatus: 'normal' },
		statistics: { totalRequests: 1, completeAnswers: 1 },
		cache: { size: 1, members: 1_200 },
	});
	await service.close();
	expect((await fetch(url)).status).toBe(503);
});

it('a member that asks to be forgotten is in no list, until the next call looks them up', async () => {
	const stage = await setStage();
	const { guild, emulator, truth } = stage;
	const thrown = await registerCommand(stage, 'forget-me', forgetMe);
	await members.fetchGuildMembers(guild, { require: 'complete' });
	const actor = emulator.actor(truth.memberAt(5).user.id);
	const { content, isEphemeral } = await actor.runs('forget-me').answer();
	expect([content, isEphemeral]).toEqual(['You were taken out of 1 lists.', true]);
	expect(members.getCacheStats(guild.id).members).toBe(truth.size - 1);
	const { roster } = await members.fetchGuildMembers(guild, { require: 'complete' });
	expect(roster.size).toBe(truth.size);
	expect(thrown).toEqual([]);
});
