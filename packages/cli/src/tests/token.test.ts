import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aFolder, anEmulator, rollcall } from './rollcall.js';

/** Of the shape of a bot's token; it opens nothing. */
const TOKEN = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GaBcDe', 'abcdefghijklmnopqrstuvwxyz0123456789AB'].join('.');

/** A server in Discord's place, and the headers that it was sent. */
async function aServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
	const authorizations: (string | undefined)[] = [];
	const server = createServer((request, response) => {
		authorizations.push(request.headers.authorization);
		answer(request, response);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, authorizations };
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('a token in the arguments', () => {
	it.each([
		['alone', ['guilds', TOKEN]],
		['in an option', ['guilds', `--token=${TOKEN}`]],
		['with its prefix', ['export', '1', '--role', `Bot ${TOKEN}`]],
		['as a part of an address', ['guilds', '--api', `https://${TOKEN}@example.org`]],
		['of a user with a second factor', ['guilds', `mfa.${'a'.repeat(80)}`]],
		['for the emulator', ['emulator', '--token', TOKEN]],
	])('is refused and not printed: %s', async (_, argv) => {
		const { code, out, err } = await rollcall(argv);
		expect([code, out]).toEqual([2, '']);
		expect(err).toContain('An argument looks like a token.');
		expect(err).not.toContain(TOKEN.slice(0, 24));
	});

	it('is refused if it is the one of the environment, whatever its shape', async () => {
		const { code, err } = await rollcall(['export', 'odd-secret-9'], { env: { DISCORD_TOKEN: 'odd-secret-9' } });
		expect([code, err.includes('odd-secret-9')]).toEqual([2, false]);
	});

	it('is not seen where none is', async () => {
		for (const argv of [
			['--help'],
			['export', '--help'],
			['diff', 'members.2026-01-31.backup.of-the-large-guild.csv', 'x'],
		])
			expect((await rollcall(argv)).err).not.toContain('looks like a token');
	});
});

describe('the token', () => {
	it('comes from a file, without its line break and with or without "Bot "', async () => {
		const { argv, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		const file = join(aFolder(), 'token');
		for (const text of [`${emulator.token}\n`, `Bot ${emulator.token}\r\n`, emulator.token]) {
			writeFileSync(file, text, { mode: 0o600 });
			expect(await rollcall(argv('guilds', '--token-file', file))).toMatchObject({ code: 0, err: '' });
		}
	});

	it.each([
		[0o644, 'Note: Every user of this machine can read the token file. Make it yours alone: chmod 600.\n'],
		[0o640, 'Note: A whole group of users can read the token file. Make it yours alone: chmod 600.\n'],
		[0o600, ''],
	])('comes with a note if others can read its file: mode %o', async (mode, err) => {
		const { argv, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		const file = join(aFolder(), 'token');
		writeFileSync(file, emulator.token);
		chmodSync(file, mode);
		expect(await rollcall(argv('guilds', '--token-file', file))).toMatchObject({ code: 0, err });
	});

	it('is missed, with what to do, and never guessed', async () => {
		const file = join(aFolder(), 'token');
		writeFileSync(file, '\n');
		const cases: [string[], Record<string, string>, string][] = [
			[[], {}, 'There is no token.'],
			[[], { DISCORD_TOKEN: '' }, 'DISCORD_TOKEN is empty.'],
			[[], { DISCORD_TOKEN: 'Bot ' }, 'DISCORD_TOKEN is empty.'],
			[['--token-file', file], { DISCORD_TOKEN: TOKEN }, 'The token file is empty.'],
			[['--token-file', `${file}x`], {}, 'The token file cannot be read (ENOENT).'],
			[[], { DISCORD_TOKEN: `mfa.${'a'.repeat(40)}` }, 'the token of a user, which is refused'],
			[[], { DISCORD_TOKEN: `${TOKEN} # of my bot` }, 'more than a token'],
		];
		for (const [argv, env, text] of cases) {
			const { code, err } = await rollcall(['guilds', ...argv], { env });
			expect([code, err.includes(text), err.includes(TOKEN)], text).toEqual([2, true, false]);
		}
	});

	it('of a user is refused when Discord says whose it is', async () => {
		const { api, authorizations } = await aServer((_, response) => json(response, { id: '1', username: 'somebody' }));
		const { code, err } = await rollcall(['guilds', '--api', api], { env: { DISCORD_TOKEN: TOKEN } });
		expect([code, authorizations]).toEqual([1, [`Bot ${TOKEN}`]]);
		expect(err).toContain('The token is that of a user, not of a bot.');
	});

	it.each([
		[
			'401',
			(response: ServerResponse) => json(response, { message: '401: Unauthorized', code: 0 }, 401),
			'does not accept the token',
		],
		[
			'HTML',
			(response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${TOKEN}`),
			"none of Discord's",
		],
		[
			'403 in HTML',
			(response: ServerResponse) => response.writeHead(403, { 'content-type': 'text/html' }).end(TOKEN),
			"without a code of Discord's",
		],
		['no connection', (response: ServerResponse) => response.destroy(), 'the connection failed'],
		[
			'its echo',
			(response: ServerResponse) =>
				json(
					response,
					{ message: TOKEN, code: 50_035, errors: { a: { _errors: [{ code: 'X', message: TOKEN }] } } },
					400,
				),
			'refuses (400, code 50035)',
		],
	])('is printed by no error: %s', async (_, answer, text) => {
		const { api } = await aServer((_request, response) => answer(response));
		const { code, out, err } = await rollcall(['guilds', '--api', api], { env: { DISCORD_TOKEN: TOKEN } });
		expect([code, out]).toEqual([1, '']);
		expect(err).toContain(text);
		expect(err).not.toContain(TOKEN);
	});
});

describe('--api', () => {
	it.each(['discord.com/api', 'ftp://discord.com', 'https://user:pass@discord.com', 'https://discord.com/?a=1', 'x'])(
		'refuses %s',
		async (url) => {
			const { code, err } = await rollcall(['guilds', '--api', url], { env: { DISCORD_TOKEN: TOKEN } });
			expect([code, err.includes('--api')]).toEqual([2, true]);
		},
	);

	it('takes an address with a slash or a version at the end', async () => {
		const { emulator, env } = await anEmulator({ guilds: [{ members: 20 }] });
		for (const end of ['', '/', '/v10', '/v10/'])
			expect((await rollcall(['guilds', '--api', `${emulator.restUrl}${end}`], { env })).code).toBe(0);
	});
});
