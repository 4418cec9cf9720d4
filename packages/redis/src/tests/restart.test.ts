import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { StandaloneMemberFetchService, savedSessions } from 'rollcall/standalone';
import type { IRosterStore } from 'rollcall/stores';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { IdentifyGate } from '../../../rollcall/src/tests/IdentifyGate.js';
import { INTENTS, QUICK, timeOf } from '../../../rollcall/src/tests/stage.js';
import { connect } from '../../../rollcall/src/tests/standaloneStage.js';
import { redisStore } from '../stores/redisStore.js';
import { describeRedis } from './redisStage.js';

const intents = INTENTS.reduce<number>((all, intent) => all | intent, 0);

/** A process of the bot, which is not connected yet. */
async function start(emulator: DiscordEmulator, store: IRosterStore) {
	const applicationId = emulator.bots[0]?.id ?? '';
	const saved = await savedSessions(store, { applicationId, intents, shardCount: 1 });
	const { retrieveSessionInfo, updateSessionInfo } = saved;
	const rest = new REST({ version: '10', api: emulator.restUrl }).setToken(emulator.token);
	const { buildIdentifyThrottler } = new IdentifyGate();
	const gateway = new WebSocketManager({
		token: emulator.token,
		intents,
		rest,
		shardCount: 1,
		buildIdentifyThrottler,
		retrieveSessionInfo,
		updateSessionInfo,
	});
	gateway.on(WebSocketShardEvents.Error, () => {});
	const service = new StandaloneMemberFetchService({ gateway, rest }, QUICK, { ...timeOf(), store: saved });
	onTestFinished(async () => {
		await service.close();
		await gateway.destroy();
	});
	return { gateway, service };
}

describeRedis('a bot whose lists are saved in Redis', (stage) => {
	it('goes on after a restart where it was, and asks Discord for no member', async () => {
		const emulator = new DiscordEmulator({ guilds: [{ members: 2_500 }] });
		await emulator.start();
		onTestFinished(() => emulator.stop());
		const guild = emulator.world.guild();
		const aStore = () => redisStore(stage.client(), { prefix: 'restart', timeoutMs: 60_000, leaseMs: 60_000 });
		const first = await start(emulator, aStore());
		await connect(first);
		expect((await first.service.fetchGuildMembers({ id: guild.id })).metadata.complete).toBe(true);
		await first.service.stop();
		guild.leave(guild.memberAt(7).user.id);
		const asked = structuredClone(emulator.stats.bot());
		const second = await start(emulator, aStore());
		const early = await second.service.fetchGuildMembers({ id: guild.id });
		expect(early.metadata).toMatchObject({ status: 'stale', complete: false, totalCount: 2_500 });
		const resumed = new Promise<void>((resolve) => {
			second.gateway.on(WebSocketShardEvents.Dispatch, ({ t }) => (t as string) === 'RESUMED' && resolve());
		});
		await second.gateway.connect();
		await resumed;
		const late = await second.service.fetchGuildMembers({ id: guild.id });
		expect(late.metadata).toMatchObject({ status: 'complete', complete: true, totalCount: 2_499 });
		expect(emulator.stats.bot().memberRequests).toEqual(asked.memberRequests);
	});
});
