import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startEmulator } from '../../tests/startEmulator.js';
import { MemoryBudget } from '../memory/index.js';
import { SendQueue } from './SendQueue.js';

const PIECE = { bytes: Buffer.alloc(256 * 1024), binary: true };
/** More than the kernel takes for a client that does not read. */
const MANY = 1000;

/** A queue before a client that reads, or does not. */
async function aQueue(budget: MemoryBudget<SendQueue>) {
	const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
	await once(server, 'listening');
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const [socket] = (await once(server, 'connection')) as [WebSocket];
	await once(client, 'open');
	onTestFinished(() => {
		client.terminate();
		server.close();
	});
	const queue = new SendQueue(socket, budget);
	return { queue, client, socket };
}

describe('SendQueue', () => {
	it('cuts off only the client that does not read, if too much is unsent in all', async () => {
		const budget = new MemoryBudget<SendQueue>(64 * PIECE.bytes.length);
		const [fast, slow] = [await aQueue(budget), await aQueue(budget)];
		let read = 0;
		fast.client.on('message', () => read++);
		slow.client.pause();
		const cut = once(slow.socket, 'close');
		let sent = 0;
		for (; slow.socket.readyState === WebSocket.OPEN && sent < MANY; sent++) {
			slow.queue.send(PIECE);
			await new Promise<void>((resolve) => fast.queue.whenKeepingUp(resolve));
			fast.queue.send(PIECE);
			await turn();
		}
		await cut;
		await expect.poll(() => read).toBe(sent);
		expect(fast.socket.readyState).toBe(WebSocket.OPEN);
		await expect.poll(() => budget.bytes).toBe(0);
	});

	it('counts what is not encoded yet, sends it in order, and says farewell after it', async () => {
		const budget = new MemoryBudget<SendQueue>(MANY * PIECE.bytes.length);
		const { queue, client, socket } = await aQueue(budget);
		const got: string[] = [];
		client.on('message', (data) => got.push(String(data)));
		let resolve: (encoded: typeof PIECE) => void = () => undefined;
		const promise = new Promise<typeof PIECE>((settle) => {
			resolve = settle;
		});
		queue.sendLater(5_000, promise);
		expect(budget.bytes).toBe(5_000);
		queue.whenEncoded(() => socket.close(4000));
		resolve({ bytes: Buffer.from('late'), binary: false });
		const [code] = await once(client, 'close');
		expect([code, got]).toEqual([4000, ['late']]);
		await expect.poll(() => budget.bytes).toBe(0);
	});

	it('cuts off a client whose payload cannot be encoded, and leaves nothing behind', async () => {
		const budget = new MemoryBudget<SendQueue>(MANY * PIECE.bytes.length);
		const { queue, client } = await aQueue(budget);
		const closed = once(client, 'close');
		queue.sendLater(5_000, Promise.reject(new Error('broken')));
		expect((await closed)[0]).toBe(1006);
		expect(budget.bytes).toBe(0);
	});

	it('ends all waits for a client that is gone', async () => {
		const { queue, client, socket } = await aQueue(new MemoryBudget<SendQueue>(MANY * PIECE.bytes.length));
		client.pause();
		for (let sent = 0; sent < 100; sent++) queue.send(PIECE);
		const released = new Promise<string>((resolve) => queue.whenKeepingUp(() => resolve('released')));
		socket.terminate();
		expect(await released).toBe('released');
	});
});

describe('a client that does not read', () => {
	it('gets its guilds when it reads, and they do not pile up in the emulator', async () => {
		const guilds = Array.from({ length: 1000 }, () => ({ members: 1, roles: 250 }));
		const emulator = await startEmulator({ guilds });
		const client = new WebSocket(`${emulator.gatewayUrl}/?v=10&encoding=json`);
		onTestFinished(() => client.terminate());
		const identify = { token: emulator.token, intents: 1, properties: {} };
		let announced = 0;
		client.on('message', (data) => {
			const text = String(data);
			if (text.includes('"op":10')) client.send(JSON.stringify({ op: 2, d: identify }));
			if (text.includes('"t":"READY"')) client.pause();
			if (text.includes('"t":"GUILD_CREATE"')) announced += 1;
		});
		await expect.poll(() => client.isPaused).toBe(true);
		for (let turns = 0; turns < 2 * guilds.length; turns++) await turn();
		expect(emulator.stats.bot().dispatches.GUILD_CREATE).toBeLessThan(guilds.length);
		client.resume();
		await expect.poll(() => announced).toBe(guilds.length);
	});
});
