import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { DiscordEmulator } from '../DiscordEmulator.js';
import { discordHosts } from '../preload/discordHosts.js';
import { redirect } from '../preload/redirect.js';
import { selfSigned } from './selfSigned.js';
import { startEmulator } from './startEmulator.js';

const tls = selfSigned();

async function aSecureEmulator() {
	const emulator = await startEmulator({ guilds: [{ members: 30 }], tls, hostNames: [...discordHosts] });
	const { port } = new URL(emulator.restUrl);
	const get = async (path: string, options: object = { ca: tls.cert }) => {
		const asked = request(`${emulator.restUrl}/v10${path}`, {
			...{ headers: { authorization: `Bot ${emulator.token}` }, agent: false },
			...options,
		}).end();
		const [response] = await once(asked, 'response');
		const chunks: Buffer[] = [];
		for await (const chunk of response) chunks.push(chunk);
		return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) };
	};
	return { emulator, port: Number(port), get };
}

describe('an emulator with a certificate', () => {
	it('speaks https and wss, and says so in each address', async () => {
		const { emulator, get, port } = await aSecureEmulator();
		expect([emulator.restUrl, emulator.gatewayUrl]).toEqual([
			`https://127.0.0.1:${port}/api`,
			`wss://127.0.0.1:${port}/gateway`,
		]);
		expect(await get('/gateway')).toEqual({ status: 200, body: { url: emulator.gatewayUrl } });
		const socket = new WebSocket(`${emulator.gatewayUrl}/?v=10&encoding=json`, { ca: tls.cert });
		onTestFinished(() => socket.terminate());
		const next = async () => JSON.parse(String((await once(socket, 'message'))[0]));
		expect((await next()).op).toBe(10);
		socket.send(JSON.stringify({ op: 2, d: { token: emulator.token, intents: 0, properties: {} } }));
		expect((await next()).d.resume_gateway_url).toBe(emulator.gatewayUrl);
	});

	it('is trusted by nobody who was not told to', async () => {
		const { get } = await aSecureEmulator();
		await expect(get('/gateway', {})).rejects.toThrow(/self-signed/);
	});

	it('ends a client that speaks no TLS, or breaks off in the middle, and answers the next one', async () => {
		const { get, port } = await aSecureEmulator();
		for (const bytes of ['GET /api/v10/gateway HTTP/1.1\r\nhost: localhost\r\n\r\n', '\x16\x03\x01\x02\x00\x01\xff']) {
			const socket = connect(port, '127.0.0.1', () => socket.end(bytes, 'latin1'));
			socket.on('error', () => undefined).resume();
			await once(socket, 'close');
		}
		const broken = connectSecurely({ port, host: '127.0.0.1', ca: tls.cert }, () => broken.write('not HTTP\r\n\r\n'));
		const [said] = await once(broken, 'data');
		expect(String(said)).toMatch(/^HTTP\/1\.1 400 /);
		expect((await get('/gateway')).status).toBe(200);
	});

	it('resets a request by a fault, too', async () => {
		const { emulator, get } = await aSecureEmulator();
		emulator.faults.add({ on: 'rest', reset: true });
		await expect(get('/users/@me')).rejects.toThrow(/socket hang up|ECONNRESET/);
		expect((await get('/users/@me')).status).toBe(200);
	});

	it('leaves no socket behind when it stops', async () => {
		const emulator = new DiscordEmulator({ tls });
		await emulator.start();
		const socket = connectSecurely({ port: Number(new URL(emulator.restUrl).port), host: '127.0.0.1', ca: tls.cert });
		await once(socket, 'secureConnect');
		const closed = once(
			socket.on('error', () => undefined),
			'close',
		);
		await emulator.stop();
		await closed;
	});

	it('is reached by bots on Node that know nothing of it', async () => {
		const { port } = await aSecureEmulator();
		onTestFinished(redirect({ host: '127.0.0.1', port, isSecure: true }));
		const response = await fetch('https://discord.com/api/v10/gateway');
		expect(await response.json()).toEqual({ url: 'wss://discord.com/gateway' });
		const socket = new WebSocket('wss://discord.com/gateway');
		onTestFinished(() => socket.terminate());
		expect(JSON.parse(String((await once(socket, 'message'))[0])).op).toBe(10);
	});
});

describe('a certificate that is none', () => {
	it.each([
		['a path', { ...tls, cert: '/etc/ssl/cert.pem' }, /tls\.cert: must be the text of a PEM file/],
		[
			'half a certificate',
			{ ...tls, cert: tls.cert.slice(0, 200) },
			/tls: Node cannot use cert and key .*two PEM files/,
		],
		['the key of another one', { ...tls, key: selfSigned().key }, /tls: Node cannot use cert and key/],
		['no key', { cert: tls.cert }, /tls\.key: /],
	])('is refused with what is wrong: %s', (_, given, message) => {
		expect(() => new DiscordEmulator({ tls: given as typeof tls })).toThrow(message);
	});
});
