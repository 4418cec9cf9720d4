import { WebSocketShardEvents, WorkerShardingStrategy } from '@discordjs/ws';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ITransportListener } from '../interfaces/ITransport.js';
import { expectSent } from '../tests/expectSent.js';
import { type BotOptions, connect, expectExactRoster, makeBot, takeDown, told } from '../tests/standaloneStage.js';
import { StandaloneTransport } from './StandaloneTransport.js';

/** A transport on a bot of the emulator that is connected, and what it has told its listener, the newest last. */
async function setTransport(options: BotOptions & { heartbeatInterval?: number } = {}) {
	const { heartbeatInterval = 41_250, ...botOptions } = options;
	const emulator = new DiscordEmulator({ guilds: [{ members: 300 }], gateway: { heartbeatInterval } });
	await emulator.start();
	const bot = makeBot(emulator, botOptions);
	const transport = new StandaloneTransport(bot);
	const heard: string[] = [];
	const listener: ITransportListener = {
		onDispatch: (shardId, { t }) => heard.push(`${t} ${shardId}`),
		onCut: (shardId) => heard.push(`cut ${shardId}`),
		onEnd: (shardId, code) => heard.push(`end ${shardId} ${code}`),
	};
	const unsubscribe = transport.subscribe(listener);
	onTestFinished(async () => {
		unsubscribe();
		await takeDown(bot);
		await emulator.stop();
	});
	await connect(bot);
	const truth = emulator.world.guild();
	return { ...bot, emulator, transport, heard, unsubscribe, truth, guildId: truth.id };
}

/** Resolves when the shard says it in its debug messages. */
function says({ gateway }: Pick<Awaited<ReturnType<typeof setTransport>>, 'gateway'>, text: string): Promise<void> {
	return new Promise((resolve) => {
		gateway.on(WebSocketShardEvents.Debug, (message) => message.includes(text) && resolve());
	});
}

const SELF = { user_ids: ['1'], nonce: 'n' };

describe('StandaloneTransport', () => {
	it('knows the bot, its guilds and its connection from the dispatches', async () => {
		const { transport, emulator, guildId, truth, heard } = await setTransport();
		expect(heard).toEqual(['READY 0', 'GUILD_CREATE 0']);
		expect(truth.hasBot(transport.botId)).toBe(true);
		expect(transport).toMatchObject({ loggedIn: true, membersIntent: true });
		expect(transport.holdsGuild(guildId)).toBe(true);
		expect(transport.guild(guildId)?.memberCount).toBe(300);
		expect(transport.shardOf(guildId)).toBe(0);
		expect(transport.connection(0)).toMatchObject({ ready: true, sequence: 2 });
		expect(transport.connection(1)).toEqual({ ready: false });
		expect(emulator.stats.bot().memberRequests).toMatchObject({ full: 0, query: 0, userIds: 0 }); // a heartbeat may come
	});

	it('knows when the last acknowledged heartbeat was sent, and the interval from HELLO', async () => {
		const { transport, gateway } = await setTransport({ heartbeatInterval: 200 });
		const beat = () =>
			new Promise<number>((resolve) => {
				gateway.once(WebSocketShardEvents.HeartbeatComplete, ({ heartbeatAt }) => resolve(heartbeatAt));
			});
		await beat();
		const heartbeatAt = await beat();
		const { heartbeatAt: sentAt, heartbeatIntervalMs } = transport.connection(0);
		expectSent(sentAt, heartbeatAt);
		expect(heartbeatIntervalMs).toBe(200);
	});

	it('reports a cut once, and READY or RESUMED as dispatches', async () => {
		const { heard, gateway, emulator, transport, truth } = await setTransport();
		const resumed = told(gateway, 'RESUMED');
		emulator.faults.gateway.cut({ resumable: true });
		truth.join({});
		await resumed;
		expect(heard.slice(2)).toEqual(['cut 0', 'GUILD_MEMBER_ADD 0', 'RESUMED 0']);
		expect(transport.connection(0).ready).toBe(true);
		const created = told(gateway, 'GUILD_CREATE');
		emulator.faults.gateway.cut({ resumable: false });
		await created;
		expect(heard.filter((what) => what === 'cut 0').length).toBeGreaterThanOrEqual(2);
		expect(heard.slice(-2)).toEqual(['READY 0', 'GUILD_CREATE 0']);
	});

	it('reports an end with its code, after which the shard cannot send', async () => {
		const { heard, gateway, emulator, transport, guildId } = await setTransport();
		const closed = new Promise((resolve) => gateway.once(WebSocketShardEvents.Closed, resolve));
		emulator.faults.gateway.cut({ resumable: false, code: 4_014 });
		await closed;
		expect(heard.at(-1)).toBe('end 0 4014');
		expect(transport.connection(0).ready).toBe(false);
		await expect(transport.requestMembers(0, { guild_id: guildId, ...SELF })).rejects.toThrow('shard 0');
	});

	it('is not ready and sends nothing while a session resumes on its open socket', async () => {
		const stage = await setTransport();
		const { transport, gateway, emulator, guildId } = stage;
		const resuming = says(stage, 'Resuming session');
		const resumed = told(gateway, 'RESUMED');
		emulator.faults.gateway.invalidSession({ resumable: true });
		await resuming;
		expect(transport.connection(0).ready).toBe(false);
		await expect(transport.requestMembers(0, { guild_id: guildId, ...SELF })).rejects.toThrow('not ready');
		await resumed;
		expect(transport.connection(0).ready).toBe(true);
		const chunk = told(gateway, 'GUILD_MEMBERS_CHUNK');
		await transport.requestMembers(0, { guild_id: guildId, ...SELF });
		await chunk;
		expect(emulator.stats.bot().memberRequests.userIds).toBe(1);
	});

	it('knows nothing any more once nobody listens', async () => {
		const { transport, gateway, unsubscribe, guildId } = await setTransport();
		const others = gateway.listenerCount(WebSocketShardEvents.Dispatch);
		unsubscribe();
		unsubscribe();
		expect(gateway.listenerCount(WebSocketShardEvents.Dispatch)).toBe(others - 1);
		expect(transport.holdsGuild(guildId)).toBe(false);
		expect(transport.connection(0)).toEqual({ ready: false });
	});

	it('relies on READY if Discord does not say whether the intent is granted', async () => {
		const { transport, emulator } = await setTransport();
		const signal = new AbortController().signal;
		expect(await transport.isMembersIntentGranted(signal)).toBe(true);
		emulator.faults.add({ on: 'rest', route: /applications/, status: 503, times: 2 });
		await expect(transport.isMembersIntentGranted(signal)).rejects.toMatchObject({ failure: 'unavailable' });
	});

	it('works without the facts that it cannot see of a shard in a worker', async () => {
		const buildStrategy: BotOptions['buildStrategy'] = (manager) =>
			new WorkerShardingStrategy(manager, { shardsPerWorker: 'all' });
		const stage = await setTransport({ buildStrategy });
		expect(stage.transport.connection(0)).toEqual({ ready: true, sequence: 2 });
		expectExactRoster(await stage.service.fetchGuildMembers({ id: stage.guildId }), stage);
		const resumed = told(stage.gateway, 'RESUMED');
		stage.emulator.faults.gateway.cut({ resumable: true });
		stage.truth.leave(stage.truth.memberAt(3).user.id);
		await resumed;
		expectExactRoster(await stage.service.fetchGuildMembers({ id: stage.guildId }), stage);
		expect(stage.emulator.stats.bot().memberRequests.full).toBe(1);
	});
});
