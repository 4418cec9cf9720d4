import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../tests/startEmulator.js';
import { Access } from './Access.js';

type Given = Readonly<Record<string, string>>;

/** The emulator's answer to requests with these headers. */
async function anEmulator(hostNames: string[] = []) {
	const emulator = await startEmulator({ hostNames });
	const { port } = new URL(emulator.restUrl);
	const rest = async (headers: Given, path = '/api/v10/users/@me') => {
		const authorization = `Bot ${emulator.token}`;
		const asked = request({ port, path, host: '127.0.0.1', headers: { authorization, ...headers } }).end();
		const [response] = await once(asked, 'response');
		const chunks: Buffer[] = [];
		for await (const chunk of response) chunks.push(chunk);
		return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) };
	};
	const gateway = async (headers: Given) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/gateway`, { headers });
		const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode);
		const status = await Promise.race([once(socket, 'open').then(() => 101), refused]);
		socket.on('error', () => undefined).terminate();
		return status;
	};
	/** READY at the gateway. */
	const ready = async (headers: Given) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/gateway`, { headers });
		await once(socket, 'message');
		socket.send(JSON.stringify({ op: 2, d: { token: emulator.token, intents: 0, properties: {} } }));
		const [first] = await once(socket, 'message');
		return JSON.parse(String(first));
	};
	return { port, rest, gateway, ready };
}

describe('a caller', () => {
	it.each([
		['evil.example'],
		['evil.example:8080'],
		['127.0.0.1.evil.example'],
		['localhost.evil.example'],
		['evil.localhost.'],
		['0.0.0.0'],
		['192.168.0.7'],
		['[::2]'],
		['127.0.0.1@evil.example'],
		['2130706433'],
		['127.1'],
	])('with the Host "%s" gets 403, over REST and at the gateway', async (host) => {
		const { rest, gateway } = await anEmulator();
		expect(await rest({ host })).toEqual({
			status: 403,
			body: {
				code: 0,
				message: expect.stringContaining(`${JSON.stringify(host)}; add names with the option hostNames`),
			},
		});
		expect(await gateway({ host })).toBe(403);
	});

	it.each(['http://evil.example', 'null', 'http://127.0.0.1', ''])(
		'with the Origin "%s" gets 403 for every path',
		async (origin) => {
			const { rest, gateway } = await anEmulator();
			for (const path of ['/api/v10/users/@me', '/api/gateway', '/nothing'])
				expect(await rest({ origin }, path)).toMatchObject({ status: 403, body: { code: 0 } });
			expect(await gateway({ origin })).toBe(403);
		},
	);

	it('may use any name of loopback, with any port, as through a tunnel', async () => {
		const { port, rest, gateway } = await anEmulator();
		for (const host of ['localhost', `LOCALHOST:${port}`, '127.0.0.1', '127.3.2.1:1', '[::1]', '[::1]:99']) {
			expect((await rest({ host })).status).toBe(200);
			expect(await gateway({ host })).toBe(101);
		}
	});

	it('may use the names that the options list, as from another container', async () => {
		const { rest, gateway } = await anEmulator(['Discord', 'emulator.test']);
		for (const host of ['discord:3000', 'emulator.test']) {
			expect((await rest({ host })).status).toBe(200);
			expect(await gateway({ host })).toBe(101);
		}
		expect((await rest({ host: 'other.test' })).status).toBe(403);
	});

	it('gets the address of the gateway with the name that worked, also for resumes', async () => {
		const { rest, ready } = await anEmulator(['discord']);
		for (const host of ['discord:3000', 'discord', 'localhost:99']) {
			for (const path of ['/api/gateway', '/api/v10/gateway/bot'])
				expect((await rest({ host }, path)).body).toMatchObject({ url: `ws://${host}/gateway` });
			expect(await ready({ host })).toMatchObject({ d: { resume_gateway_url: `ws://${host}/gateway` } });
		}
	});

	it('without a Host gets 403', async () => {
		const { port } = await anEmulator();
		for (const version of ['1.0\r\n', '1.1\r\nHost:\r\n']) {
			const socket = connect(Number(port), '127.0.0.1');
			socket.write(`GET /api/gateway HTTP/${version}\r\n`);
			const [answer] = await once(socket, 'data');
			socket.destroy();
			expect(String(answer)).toMatch(/^HTTP\/1\.1 403 /);
		}
		expect(new Access().refusalOf({ headers: {} })).toContain('names no Host');
	});
});
