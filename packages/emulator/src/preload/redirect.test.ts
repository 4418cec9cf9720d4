import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, connect } from 'node:net';
import tls from 'node:tls';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../tests/startEmulator.js';
import { discordHosts, isDiscordHost } from './discordHosts.js';
import { redirect } from './redirect.js';

const usual = { connect: net.Socket.prototype.connect, tlsConnect: tls.connect };

async function led() {
	const emulator = await startEmulator({ guilds: [{ members: 30 }], hostNames: [...discordHosts] });
	const undo = redirect({ host: '127.0.0.1', port: Number(new URL(emulator.restUrl).port) });
	onTestFinished(undo);
	return { emulator, undo };
}

async function bodyOf(request: http.ClientRequest): Promise<string> {
	const [response] = (await once(request, 'response')) as [http.IncomingMessage];
	let text = '';
	for await (const piece of response) text += piece;
	return text;
}

describe('a process that is led to the emulator', () => {
	beforeEach(() => {
		expect([net.Socket.prototype.connect, tls.connect]).toEqual([usual.connect, usual.tlsConnect]);
	});

	it('gets the answers of the emulator from fetch, https and http, under the names of Discord', async () => {
		await led();
		expect(await (await fetch('https://discord.com/api/v10/gateway')).json()).toEqual({
			url: 'ws://discord.com/gateway',
		});
		for (const request of [
			https.get('https://discord.com/api/v10/gateway'),
			https.get({ hostname: 'discord.com', path: '/api/v10/gateway', agent: new https.Agent({ keepAlive: false }) }),
			http.get('http://discord.com/api/v10/gateway'),
		])
			expect(JSON.parse(await bodyOf(request))).toEqual({ url: 'ws://discord.com/gateway' });
	});

	it.each(['wss://gateway.discord.gg/?v=10&encoding=json', 'ws://discord.com/gateway/?v=10&encoding=json'])(
		'gets HELLO from %s',
		async (url) => {
			await led();
			const socket = new WebSocket(url);
			onTestFinished(() => socket.terminate());
			const [data] = await once(socket, 'message');
			expect(JSON.parse(String(data))).toMatchObject({ op: 10 });
		},
	);

	it.each(['status.discord.com', 'media.discordapp.net', 'DISCORD.COM', 'eu-west1.discord.media'])(
		'never reaches %s, even if the emulator does not know the name',
		async (host) => {
			await led();
			const response = await fetch(`https://${host}/api/v10/gateway`);
			expect([200, 403]).toContain(response.status);
			expect(response.headers.get('via')).not.toBeNull();
		},
	);

	it('reaches every other host as before', async () => {
		await led();
		const server = net.createServer((socket) => socket.end('not Discord'));
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		onTestFinished(() => void server.close());
		const { port } = server.address() as AddressInfo;
		for (const socket of [connect(port, '127.0.0.1'), net.connect({ port, host: '127.0.0.1' })]) {
			const [data] = await once(socket, 'data');
			expect(String(data)).toBe('not Discord');
		}
		const secure = tls.connect({ port, host: '127.0.0.1', servername: 'example.com' });
		await expect(once(secure, 'secureConnect')).rejects.toThrow();
	});

	it('is as before when it is over', async () => {
		const { undo } = await led();
		undo();
		expect([net.Socket.prototype.connect, tls.connect]).toEqual([usual.connect, usual.tlsConnect]);
	});

	it.each(['discord.com.example.org', 'notdiscord.com', 'discord.community', '', undefined])(
		'does not take %s for Discord',
		(name) => {
			expect(isDiscordHost(name)).toBe(false);
		},
	);
});
