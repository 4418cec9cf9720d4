import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { StandaloneMemberFetchService, savedSessions } from 'rollcall/standalone';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { IdentifyGate } from '../../../rollcall/src/tests/IdentifyGate.js';
import { INTENTS, QUICK, timeOf } from '../../../rollcall/src/tests/stage.js';
import { connect } from '../../../rollcall/src/tests/standaloneStage.js';
import { redisStore } from '../stores/redisStore.js';
import { attachRosters } from '../workers/attachRosters.js';
import { describeRedis, type RedisStage } from './redisStage.js';

const intents = INTENTS.reduce<number>((all, intent) => all | intent, 0);
const LONG_MS = 60_000;
let prefixes = 0;

/** A bot whose lists are told, and what makes workers of it. */
async function aBot(stage: RedisStage, members: number) {
	const emulator = new DiscordEmulator({ guilds: [{ members }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const prefix = `workers${prefixes++}`;
	const applicationId = emulator.bots[0]?.id ?? '';
	const store = redisStore(stage.client(), { prefix, publish: true, timeoutMs: LONG_MS, leaseMs: LONG_MS });
	const saved = await savedSessions(store, { applicationId, intents });
	const { retrieveSessionInfo, updateSessionInfo } = saved;
	const rest = new REST({ version: '10', api: emulator.restUrl }).setToken(emulator.token);
	const { buildIdentifyThrottler } = new IdentifyGate();
	const { token } = emulator;
	const hooks = { buildIdentifyThrottler, retrieveSessionInfo, updateSessionInfo };
	const gateway = new WebSocketManager({ token, intents, rest, shardCount: 1, ...hooks });
	gateway.on(WebSocketShardEvents.Error, () => {});
	const service = new StandaloneMemberFetchService({ gateway, rest }, QUICK, { ...timeOf(), store: saved });
	onTestFinished(async () => {
		await service.close();
		await gateway.destroy();
	});
	await connect({ gateway });
	const attach = (port?: number) => {
		const worker = attachRosters(stage.client(port), { applicationId, intents, prefix, timeoutMs: LONG_MS });
		onTestFinished(() => worker.close());
		return worker;
	};
	return { emulator, service, guild: emulator.world.guild(), attach, prefix };
}

describeRedis('a worker without a gateway', (stage) => {
	it('reads the list of a guild, follows its changes, and asks Discord for nothing', async () => {
		const { emulator, service, guild, attach } = await aBot(stage, 1_500);
		const own = await service.fetchGuildMembers({ id: guild.id });
		expect(own.metadata.complete).toBe(true);
		const asked = structuredClone(emulator.stats.bot().memberRequests);
		const worker = attach();
		const first = await worker.fetchGuildMembers(guild.id, { timeout: LONG_MS });
		expect(first.metadata).toMatchObject({
			status: 'complete',
			complete: true,
			totalCount: 1_500,
			requests: { gateway: 0, rest: 0 },
		});
		expect(first.roster.toJSON()).toEqual(own.roster.toJSON());
		expect(Math.abs(first.metadata.asOf - own.metadata.asOf)).toBeLessThan(LONG_MS);
		const left = guild.memberAt(7).user.id;
		guild.leave(left);
		const changed = guild.memberAt(3).user.id;
		guild.update(changed, { nick: 'another' });
		await expect
			.poll(async () => (await worker.fetchMember(guild.id, changed)).member?.nick, { timeout: LONG_MS })
			.toBe('another');
		expect(await worker.fetchMember(guild.id, left)).toMatchObject({ success: true, member: null });
		expect((await worker.countMembers(guild.id)).count).toBe(1_499);
		const now = await service.fetchGuildMembers({ id: guild.id });
		const copy = await worker.fetchGuildMembers(guild.id);
		expect(new Map([...copy.roster.rows()].map((row) => [row.user.id, row]))).toEqual(
			new Map([...now.roster.rows()].map((row) => [row.user.id, row])),
		);
		expect(emulator.stats.bot().memberRequests).toEqual(asked);
	});

	it('says why it has no list, and waits for one no longer than its caller', async () => {
		const { attach } = await aBot(stage, 10);
		const worker = attach();
		const answer = await worker.fetchGuildMembers('81384788765712384');
		expect(answer).toMatchObject({
			success: false,
			metadata: { status: 'partial', totalCount: 0 },
			error: { code: 'OWNER_AWAY' },
		});
		await expect(
			worker.fetchGuildMembers('81384788765712384', { timeout: 50, require: 'complete' }),
		).rejects.toMatchObject({ code: 'OWNER_AWAY' });
		await worker.close();
		await expect(worker.fetchGuildMembers('81384788765712384')).rejects.toMatchObject({ code: 'CLOSED' });
	});

	it('knows the roles by their names, and new ones too', async () => {
		const { service, guild, attach } = await aBot(stage, 50);
		await service.fetchGuildMembers({ id: guild.id });
		const worker = attach();
		await worker.fetchGuildMembers(guild.id, { timeout: LONG_MS });
		const role = guild.createRole({ name: 'fresh' });
		guild.update(guild.memberAt(1).user.id, { roles: [role.id] });
		await expect
			.poll(async () => (await worker.fetchRoleMembers(guild.id, 'fresh')).roster.size, { timeout: LONG_MS })
			.toBe(1);
		const counts = await worker.roleMemberCounts(guild.id);
		expect(counts.counts.get(role.id)).toBe(1);
		expect(await worker.fetchRoleMembers(guild.id, 'nobody')).toMatchObject({ error: { code: 'UNKNOWN_ROLE' } });
	});
});
