import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../tests/startEmulator.js';

/** Ends what a client sends. */
const END = null;

/** An emulator to which anything can be sent, byte by byte. */
async function aSocketTo() {
	const emulator = await startEmulator({ guilds: [{ members: 20 }] });
	const { port } = new URL(emulator.restUrl);
	/** Sends bytes and gives what was answered until the emulator closes, or until its first answer is whole. */
	const send = async (...pieces: (string | Buffer | null)[]) => {
		const socket = connect(Number(port), '127.0.0.1');
		let answer = '';
		socket.on('error', () => undefined);
		socket.on('data', (data) => {
			answer += data.toString('latin1');
			const [, length, body = ''] = /content-length: (\d+)[\s\S]*?\r\n\r\n([\s\S]*)/i.exec(answer) ?? [];
			if (length !== undefined && body.length >= Number(length)) socket.destroy();
		});
		for (const piece of pieces) {
			if (piece === END) socket.end();
			else socket.write(piece);
		}
		await once(socket, 'close');
		const [head = '', body = ''] = answer.split('\r\n\r\n');
		return { status: Number(head.split(' ')[1]), head, body: body === '' ? undefined : JSON.parse(body) };
	};
	const auth = `Host: localhost\r\nAuthorization: Bot ${emulator.token}\r\n`;
	const lives = async () => expect((await send(`GET /api/gateway HTTP/1.1\r\n${auth}\r\n`)).status).toBe(200);
	return { emulator, guild: emulator.world.guild(), send, auth, lives };
}

/** A body of Discord's errors. */
const anError = { message: expect.any(String), code: expect.any(Number) };

describe('a request that is broken', () => {
	it.each([
		'//',
		'///',
		'//api/v10/users/@me',
		'/api/v10//users/@me',
		'/api/v10/users/%',
		'/api/v10/users/%zz',
		'/api/v10/users/%E0%A4%A',
		'/api/v10/users/%00',
		'/%2e%2e/api',
		'/api/v10/guilds/%ff/members',
		'/api/v10/users/@me/..;/x',
		'*',
		'http://',
		'http://[',
		'http://localhost/api/gateway',
		'?',
		'/api/v99999999999999999999/gateway',
		`/api/v10/guilds/${'1'.repeat(600)}`,
		'/api/v10/users/\u00ff',
	])('with the path "%s" is answered 400 or 404', async (path) => {
		const { send, auth, lives } = await aSocketTo();
		const { status, body } = await send(Buffer.from(`GET ${path} HTTP/1.1\r\n${auth}\r\n`, 'latin1'));
		expect([400, 404]).toContain(status);
		expect(body).toMatchObject(anError);
		await lives();
	});

	it.each<[string, string, number]>([
		['an unknown method', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
		['no HTTP', 'hello\r\n\r\n', 400],
		['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
		['no host', 'GET /api/gateway HTTP/1.1\r\n\r\n', 403],
		['a broken host', 'GET /api/gateway HTTP/1.1\r\nHost: a:b:c\r\n\r\n', 403],
		['a broken header', 'GET /api/gateway HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n', 400],
		['headers of a megabyte', `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'x'.repeat(1_000_000)}\r\n\r\n`, 431],
		['a malformed length', 'POST / HTTP/1.1\r\nHost: localhost\r\ncontent-length: ten\r\n\r\n', 400],
		['a negative length', 'POST / HTTP/1.1\r\nHost: localhost\r\ncontent-length: -1\r\n\r\n', 400],
		['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
		[
			'a length and chunks',
			'POST /api/x HTTP/1.1\r\nHost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
			400,
		],
		['an expectation that nobody meets', 'GET /api/gateway HTTP/1.1\r\nHost: localhost\r\nExpect: more\r\n\r\n', 200],
	])('with %s is answered in the shape of errors', async (_, bytes, expected) => {
		const { send, lives } = await aSocketTo();
		const { status, head, body } = await send(Buffer.from(bytes, 'latin1'));
		expect(status).toBe(expected);
		expect(head).toMatch(/^via: 1\.1 google\r?$/im);
		if (status !== 200) expect(body).toMatchObject(anError);
		await lives();
	});

	it('with malformed chunks is answered 400', async () => {
		const { send, auth, guild, lives } = await aSocketTo();
		const head = `POST /api/v10/guilds/${guild.id}/roles HTTP/1.1\r\n${auth}Transfer-Encoding: chunked\r\n\r\n`;
		expect(await send(head, '5\r\n{"nam', 'zz\r\n')).toMatchObject({ status: 400, body: anError });
		await lives();
	});

	it('with more bytes than it announced is still answered, and with fewer gets 400', async () => {
		const { send, auth, guild, lives } = await aSocketTo();
		const post = (length: number, body: string, isOver = false) =>
			send(
				`POST /api/v10/guilds/${guild.id}/roles HTTP/1.1\r\n${auth}Content-Length: ${length}\r\n\r\n${body}`,
				...(isOver ? [END] : []),
			);
		expect((await post(2, '{}{"name":"more"}')).status).toBe(200);
		expect((await post(1, '{}')).body).toMatchObject({ code: 50109 });
		const roles = guild.roles.size;
		expect(await post(99, '{"name":"less"}', true)).toMatchObject({ status: 400, body: anError });
		expect(guild.roles.size).toBe(roles);
		await lives();
	});
});

describe('a body', () => {
	it.each<[string, string | Buffer, object, number, number]>([
		['nested a million deep', `{"name":${'['.repeat(1_000_000)}`, {}, 400, 50109],
		['nested deeply, and closed', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, {}, 400, 50109],
		['nested deeply in objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, {}, 400, 50109],
		['that is not JSON', '{"name":', {}, 400, 50109],
		['of another encoding', gzipSync('{}'), { 'content-encoding': 'gzip' }, 400, 50109],
		['whose encoding is a lie', '\u0000\u0001', { 'content-encoding': 'br' }, 400, 50109],
		['that is a number', '7', {}, 400, 50035],
		['that is null', 'null', {}, 400, 50035],
		['of bytes that are not text', Buffer.from([0xff, 0xfe, 0x22]), {}, 400, 50109],
		['of a form without a boundary', 'x', { 'content-type': 'multipart/form-data' }, 400, 0],
		['of a malformed form', 'x', { 'content-type': `multipart/form-data; boundary=${'x'.repeat(30)}` }, 400, 0],
		['with a name of the prototype', '{"name":{"__proto__":1}}', {}, 400, 50035],
	])('%s is refused', async (_, body, headers, status, code) => {
		const { emulator, guild, lives } = await aSocketTo();
		const response = await fetch(`${emulator.restUrl}/guilds/${guild.id}/roles`, {
			...{ method: 'POST', body },
			headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json', ...headers },
		});
		expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([status, code]);
		await lives();
	});

	it.each(['Content-Length: 26214401', 'Content-Length: 99999999999', 'Transfer-Encoding: chunked'])(
		'that is too large is refused with 413 while it is still being sent (%s)',
		async (length) => {
			const { send, auth, guild, lives } = await aSocketTo();
			const megabyte = `100000\r\n${'x'.repeat(0x10_00_00)}\r\n`;
			const isChunked = length.startsWith('T');
			const answer = await send(
				`POST /api/v10/guilds/${guild.id}/roles HTTP/1.1\r\n${auth}${length}\r\n\r\n`,
				...Array.from({ length: isChunked ? 27 : 1 }, () => megabyte),
			);
			expect(answer).toMatchObject({ status: 413, body: { code: 40005 } });
			await lives();
		},
	);

	it('takes the last of several values of one name', async () => {
		const { send, auth, guild } = await aSocketTo();
		const body = '{"name":"one","name":"two"}';
		const head = `POST /api/v10/guilds/${guild.id}/roles HTTP/1.1\r\n${auth}Content-Length: ${body.length}\r\n\r\n`;
		expect(await send(head + body)).toMatchObject({ status: 200, body: { name: 'two' } });
	});

	it('with names of the prototype is refused with these names, and changes nothing for others', async () => {
		const { emulator, lives } = await aSocketTo();
		const path = `/applications/${emulator.bots[0]?.id}/commands`;
		const name_localizations = '{"__proto__":{"polluted":1},"constructor":{"a":1},"_errors":"x","toString":5}';
		const response = await fetch(`${emulator.restUrl}${path}`, {
			method: 'POST',
			body: `{"name":"a","description":"b","__proto__":{"polluted":1},"name_localizations":${name_localizations}}`,
			headers: { authorization: `Bot ${emulator.token}` },
		});
		expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([400, 50035]);
		expect(Reflect.get({}, '_errors') ?? Reflect.get({}, 'polluted')).toBeUndefined();
		await lives();
	});
});
