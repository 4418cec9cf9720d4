import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { expect, inject, it, onTestFinished } from 'vitest';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

const UPGRADE =
	'GET /?v=10&encoding=json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
	'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** Beginnings of what the emulator would read, so that the random bytes after them come into the middle of something. */
const openings = [
	'',
	'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n',
	'POST /api/v10/channels/1/messages HTTP/1.1\r\nHost: a\r\n',
	UPGRADE,
];

/** A frame as RFC 6455 has them, with any bits and any length that it announces. */
const frame = fc
	.record({
		head: fc.integer({ min: 0, max: 255 }),
		length: fc.integer({ min: 0, max: 255 }),
		rest: fc.uint8Array({ maxLength: 40 }),
	})
	.map(({ head, length, rest }) => Buffer.from([head, length, ...rest]));

async function anEmulator() {
	const emulator = await startEmulator({ guilds: [{ members: 30 }] });
	const witness = await GatewayClient.login(emulator);
	const sockets: Socket[] = [];
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
	});
	const open = async () => {
		const socket = connect(Number(new URL(emulator.restUrl).port), '127.0.0.1');
		socket.on('error', () => undefined).resume();
		sockets.push(socket);
		await once(socket, 'connect');
		return socket;
	};
	const goesOn = async () => {
		await witness.settledHeartbeat();
		const headers = { authorization: `Bot ${emulator.token}` };
		expect((await fetch(`${emulator.restUrl}/v10/users/@me`, { headers })).status).toBe(200);
	};
	return { emulator, open, goesOn };
}

it('The emulator goes on answering after any bytes, in the middle of anything, however the socket ends', async () => {
	const { open, goesOn } = await anEmulator();
	const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.array(frame, { maxLength: 4 }).map(Buffer.concat));
	const end = fc.constantFrom('end', 'reset', 'stay');
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...openings), bytes, end, async (opening, sent, how) => {
			const socket = await open();
			if (opening === UPGRADE) {
				socket.write(opening);
				await once(socket, 'data');
				socket.write(sent);
			} else socket.write(Buffer.concat([Buffer.from(opening), sent]));
			if (how === 'end') socket.end();
			else if (how === 'reset') socket.resetAndDestroy();
		}),
		{ numRuns: 150 * inject('depth') },
	);
	await goesOn();
});

it('… while hundreds of clients send their request a byte at a time, or never finish it', async () => {
	const { open, goesOn } = await anEmulator();
	const slow = await Promise.all(Array.from({ length: 300 }, open));
	for (const [at, socket] of slow.entries()) socket.write(UPGRADE.slice(0, 1 + (at % (UPGRADE.length - 1))));
	await goesOn();
	// One of them finishes, and gets its HELLO.
	const [first] = slow;
	first?.write(UPGRADE.slice(1));
	const [answer] = await once(first as Socket, 'data');
	expect(String(answer)).toMatch(/^HTTP\/1\.1 101 /);
});
