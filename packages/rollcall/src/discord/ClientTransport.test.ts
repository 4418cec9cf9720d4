import type { EventEmitter } from 'node:events';
import { Events } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectSent } from '../tests/expectSent.js';
import { logIn } from '../tests/stage.js';
import { ClientTransport } from './ClientTransport.js';
import { shardEmitterOf } from './internals.js';

/** A transport on a client that is logged in as the first of two bots. */
async function setTransport() {
	const emulator = new DiscordEmulator({ bots: [{}, {}], guilds: [{ members: 5 }] });
	await emulator.start();
	const client = await logIn(emulator);
	const transport = new ClientTransport(client);
	const unsubscribe = transport.subscribe({ onDispatch: () => {}, onCut: () => {}, onEnd: () => {} });
	onTestFinished(async () => {
		unsubscribe();
		await client.destroy();
		await emulator.stop();
	});
	const shards = () => shardEmitterOf(client) as EventEmitter;
	/** Resolves with the sending of the next heartbeat that is acknowledged. */
	const beat = () =>
		new Promise<number>((resolve) => {
			shards().once('heartbeat', ({ heartbeatAt }) => resolve(heartbeatAt));
			emulator.faults.gateway.requestHeartbeat();
		});
	return { emulator, client, transport, unsubscribe, shards, beat };
}

describe('ClientTransport', () => {
	it('knows when the last acknowledged heartbeat was sent', async () => {
		const { transport, beat } = await setTransport();
		expect(transport.connection(0)).toMatchObject({ ready: true, sequence: 2 });
		expect(transport.connection(0).heartbeatAt).toBeUndefined();
		const heartbeatAt = await beat();
		expectSent(transport.connection(0).heartbeatAt, heartbeatAt);
		expect(transport.connection(1)).toEqual({ ready: false });
	});

	it('follows the client to the shards that another token gives it, and leaves nothing on those before', async () => {
		const { transport, client, emulator, unsubscribe, shards, beat } = await setTransport();
		const former = shards();
		const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve));
		await client.login(emulator.bots[1]?.token);
		await ready;
		expect(shards()).not.toBe(former);
		const heartbeatAt = await beat();
		expect(transport.connection(0).ready).toBe(true);
		expectSent(transport.connection(0).heartbeatAt, heartbeatAt);
		const count = shards().listenerCount('heartbeat');
		unsubscribe();
		expect(shards().listenerCount('heartbeat')).toBe(count - 1);
		expect(former.listenerCount('heartbeat')).toBe(count - 1);
	});
});
