import { GatewayIntentBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { MembersResult } from '../interfaces/IMemberFetchService.js';
import { once, setStage } from './stage.js';

/** The default config, so that what is measured is what users get. */
const AS_SHIPPED = { config: { timeouts: { chunkIdle: 5_000, fullFetch: 20_000 } } };

async function expectWithinASecond(answering: Promise<MembersResult>, code: string, cure: RegExp): Promise<void> {
	const startedAt = performance.now();
	const answer = await answering;
	expect(performance.now() - startedAt).toBeLessThan(1_000);
	expect(answer).toMatchObject({ success: false, error: { code, retryable: false } });
	expect(answer.error?.message).toMatch(cure);
	expect(answer.members.size).toBe(0);
}

describe('what no repetition can mend fails within a second', () => {
	it('a client that did not ask for the members intent', async () => {
		const { service, guild, stats } = await setStage({ client: { intents: [GatewayIntentBits.Guilds] } });
		await expectWithinASecond(service.fetchGuildMembers(guild), 'MISSING_INTENT', /GatewayIntentBits\.GuildMembers/);
		expect(stats().memberRequests.full).toBe(0);
	});

	it('an application that lost the members intent', async () => {
		const { service, guild, emulator, client } = await setStage(AS_SHIPPED);
		const forbidden = { message: 'Missing Access', code: 50_001 };
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 403, body: forbidden, times: 50 });
		const token = client.token;
		const application = { id: '1', flags: 0 };
		emulator.faults.add({ on: 'rest', route: /applications\/@me/, status: 200, body: application, times: 50 });
		await expectWithinASecond(service.fetchGuildMembers(guild), 'INTENT_NOT_GRANTED', /Server Members Intent/);
		expect(client.token).toBe(token);
	});

	it('a bot without access', async () => {
		const { service, guild, emulator } = await setStage(AS_SHIPPED);
		const forbidden = { message: 'Missing Access', code: 50_001 };
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 403, body: forbidden, times: 50 });
		await expectWithinASecond(service.fetchGuildMembers(guild), 'MISSING_ACCESS', /still in the guild/);
	});

	it('a guild that Discord does not know', async () => {
		const { service, guild, emulator } = await setStage(AS_SHIPPED);
		const unknown = { message: 'Unknown Guild', code: 10_004 };
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 404, body: unknown, times: 50 });
		await expectWithinASecond(service.fetchGuildMembers(guild), 'UNKNOWN_GUILD', /invite the bot/);
	});

	it('a token that Discord does not accept any more, and the bot keeps its token', async () => {
		const { service, guild, emulator, client } = await setStage(AS_SHIPPED);
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', status: 401, body: { message: '401: Unauthorized', code: 0 }, times: 50 });
		const { token } = client;
		const answering = service.fetchGuildMembers(guild);
		await expectWithinASecond(answering, 'INVALID_TOKEN', /log in with the new one/);
		expect((await answering).error?.message).not.toContain(token);
		expect(client.token).toBe(token);
	});

	it('a client that has logged out', async () => {
		const { service, guild, client } = await setStage(AS_SHIPPED);
		await client.destroy();
		await expectWithinASecond(service.fetchGuildMembers(guild), 'INVALID_TOKEN', /client\.login/);
	});

	it('a shard that Discord closed with 4014', async () => {
		const { service, guild, emulator, client } = await setStage(AS_SHIPPED);
		await service.fetchGuildMembers(guild);
		const ended = once(client, 'shardDisconnect');
		emulator.faults.gateway.cut({ resumable: false, code: 4_014 });
		await ended;
		await expectWithinASecond(service.fetchGuildMembers(guild), 'INTENT_NOT_GRANTED', /4014/);
	});
});
