import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MovableClock } from '../../tests/MovableClock.js';
import { startBot } from '../../tests/startBot.js';
import { type CallOptions, call } from '../tests/call.js';
import { Access, SESSION_S } from './Access.js';
import { WrongTokens } from './WrongTokens.js';

const TOKEN = 'a-token-of-24-letters-xx';

async function stage(env: Record<string, string> = {}) {
	const clock = new MovableClock();
	const started = await startBot({ env, clock });
	const url = started.bot.dashboard.url ?? '';
	const { host, port } = new URL(url);
	const ask = (path: string, how?: CallOptions) => call(url, path, how);
	const post = (path: string, headers = {}, body?: string) =>
		ask(path, { method: 'POST', headers: { origin: `http://${host}`, ...headers }, ...(body && { body }) });
	const logIn = (token: string, headers = {}) =>
		post(
			'/login',
			{ 'content-type': 'application/x-www-form-urlencoded', ...headers },
			String(new URLSearchParams({ token })),
		);
	return { ...started, clock, url, host, port, ask, post, logIn };
}

const ROUTES = [
	'/',
	'/metrics',
	'/api/live',
	'/api/guilds/1/members',
	'/api/lists/x',
	'/unknown',
	'/assets/x.js',
	'/login',
];
const LEAKY = /rollcall-bot|guild|process_/i;

describe('a page of another site', () => {
	it.each([
		'evil.example',
		'evil.example:8080',
		'127.0.0.1.evil.example',
		'localhost.evil.example',
		'a@localhost',
		'local host',
		'[::1',
	])('learns nothing by letting its own name, %j, point here', async (host) => {
		const { ask } = await stage();
		for (const path of ROUTES) {
			const { status, body } = await ask(path, { headers: { host } });
			expect([400, 403]).toContain(status);
			expect(body).not.toMatch(/rollcall-bot|process_/i);
		}
	});

	it.each(['localhost', 'LOCALHOST:9', '127.0.0.1', '[::1]:1', '10.0.0.7', 'status.example.com'])(
		'and %s is known',
		async (host) => {
			const { ask } = await stage({ DASHBOARD_NAMES: 'status.example.com' });
			expect((await ask('/metrics', { headers: { host } })).status).toBe(200);
		},
	);

	it.each([
		[{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }, 403],
		[{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, 403],
		[{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, 403],
		[{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
		[{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, 200],
	])('that asks with %j gets %i', async (headers, status) => {
		const { ask } = await stage();
		expect((await ask('/metrics', { headers })).status).toBe(status);
	});

	it.each([undefined, 'null', 'http://evil.example', 'http://127.0.0.1:1', 'https://localhost', 'x'])(
		'cannot change anything, with the origin %s',
		async (origin) => {
			const { ask, guild, bot } = await stage();
			for (const path of [`/api/guilds/${guild.id}/fetch`, '/api/operations/x/cancel']) {
				const { status } = await ask(path, { method: 'POST', headers: origin === undefined ? {} : { origin } });
				expect(status).toBe(403);
			}
			expect(bot.members.getStatistics().totalRequests).toBe(0);
			expect((await ask(`/api/guilds/${guild.id}/fetch`)).status).toBe(404);
		},
	);

	it('is given no permission to read, to frame, or to run a script', async () => {
		const { ask, post, guild } = await stage();
		for (const { headers } of [await ask('/'), await ask('/metrics'), await post(`/api/guilds/${guild.id}/fetch`)]) {
			expect(headers['access-control-allow-origin']).toBeUndefined();
			expect(headers['content-security-policy']).toMatch(
				/default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/,
			);
			expect(headers['content-security-policy']).not.toContain('unsafe');
			expect(headers).toMatchObject({
				'x-content-type-options': 'nosniff',
				'cross-origin-resource-policy': 'same-origin',
				'referrer-policy': 'same-origin',
			});
		}
	});
});

describe('with a token', () => {
	const env = { DASHBOARD_TOKEN: TOKEN };

	it('every route but the probes asks for it, and says nothing else', async () => {
		const { ask, post } = await stage(env);
		for (const path of ['/healthz', '/readyz']) expect((await ask(path)).status).toBe(200);
		for (const path of ROUTES.filter((route) => route !== '/login')) {
			const { status, headers, body } = await ask(path);
			expect([path, status, headers['www-authenticate']]).toEqual([path, 401, 'Bearer']);
			expect(body).not.toMatch(LEAKY);
		}
		expect((await post('/api/operations/x/cancel')).status).toBe(401);
	});

	it('it opens every route in a header, by whatever name it is called', async () => {
		const { ask, guild } = await stage(env);
		const headers = { authorization: `Bearer ${TOKEN}`, host: 'bot:8080' };
		expect((await ask('/metrics', { headers })).status).toBe(200);
		expect((await ask(`/api/guilds/${guild.id}/fetch`, { method: 'POST', headers })).status).toBe(202);
	});

	it.each(['', 'x', TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase(), `${TOKEN.slice(0, -1)}y`])(
		'%j is wrong',
		async (token) => {
			const { ask, logIn } = await stage(env);
			expect((await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
			const { status, headers } = await logIn(token);
			expect([status, headers['set-cookie']]).toEqual([401, undefined]);
		},
	);

	it('a browser gets a form, and a cookie that no script reads and no other site sends', async () => {
		const { ask, logIn, clock, host } = await stage(env);
		const form = await ask('/', { headers: { accept: 'text/html,*/*' } });
		expect(form).toMatchObject({ status: 401, body: expect.stringContaining('<form method="post" action="/login">') });
		expect(form.body).not.toMatch(/<script/);
		const { status, headers } = await logIn(TOKEN);
		expect([status, headers.location]).toEqual([303, '/']);
		const [set = ''] = headers['set-cookie'] ?? [];
		expect(set).toMatch(/; HttpOnly; SameSite=Strict$/);
		expect(set).not.toContain(TOKEN);
		expect((await logIn(TOKEN, { 'x-forwarded-proto': 'https' })).headers['set-cookie']?.[0]).toMatch(/; Secure/);
		const [cookie = ''] = set.split(';');
		const read = () => ask('/metrics', { headers: { cookie } });
		expect((await read()).status).toBe(200);
		// The cookie alone changes nothing without the right origin, and opens nothing under another name.
		const cancel = { method: 'POST', headers: { cookie, origin: 'http://evil.example' } };
		expect((await ask('/api/operations/x/cancel', cancel)).status).toBe(403);
		expect((await ask('/metrics', { headers: { cookie, host: 'evil.example' } })).status).toBe(403);
		const right = { method: 'POST', headers: { cookie, origin: `http://${host}` } };
		expect((await ask('/api/operations/x/cancel', right)).status).toBe(404);
		clock.shift += SESSION_S * 1_000;
		expect((await read()).status).toBe(401);
	});

	it('whoever guesses is stopped, even if a later guess is right, and a browser that is logged in is not', async () => {
		const { ask, logIn, clock } = await stage(env);
		const [cookie = ''] = (await logIn(TOKEN)).headers['set-cookie']?.[0]?.split(';') ?? [];
		const guess = (n: number) =>
			n % 2 ? logIn(`guess-${n}`) : ask('/', { headers: { authorization: `Bearer guess-${n}` } });
		const statuses: number[] = [];
		for (let n = 0; n < 100; n++) statuses.push((await guess(n)).status);
		expect(statuses.filter((status) => status === 401)).toHaveLength(60);
		expect(new Set(statuses.slice(60))).toEqual(new Set([429]));
		const right = { authorization: `Bearer ${TOKEN}` };
		expect((await ask('/metrics', { headers: right })).status).toBe(429);
		expect((await logIn(TOKEN)).status).toBe(429);
		expect((await ask('/metrics', { headers: { cookie } })).status).toBe(200);
		clock.shift += 60_000;
		expect((await ask('/metrics', { headers: right })).status).toBe(200);
	});

	it('the right token is taken as often as it is sent', async () => {
		const { ask } = await stage(env);
		const right = { headers: { authorization: `Bearer ${TOKEN}` } };
		for (let n = 0; n < 70; n++) expect((await ask('/unknown', right)).status).toBe(404);
	});

	it('a program that sends an old token again and again locks nobody out, itself neither', async () => {
		const { ask } = await stage(env);
		const old = { headers: { authorization: 'Bearer the-token-of-last-year' } };
		for (let n = 0; n < 70; n++) expect((await ask('/unknown', old)).status).toBe(401);
		expect((await ask('/unknown', { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
	});

	it('a connection over which the right token came goes on during a flood, until a wrong one comes over it', async () => {
		const { ask } = await stage(env);
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		onTestFinished(() => agent.destroy());
		const over = (token: string) => ask('/unknown', { agent, headers: { authorization: `Bearer ${token}` } });
		expect((await over(TOKEN)).status).toBe(404);
		const flood = async () => {
			const statuses: number[] = [];
			for (let n = 0; n < 70; n++)
				statuses.push((await ask('/', { headers: { authorization: `Bearer guess-${n}` } })).status);
			return statuses.at(-1);
		};
		expect(await flood()).toBe(429);
		expect((await over(TOKEN)).status).toBe(404);
		// A proxy may send others over the same connection: they must not guess without end.
		expect((await over('guess')).status).toBe(401);
		expect((await over(TOKEN)).status).toBe(429);
	});

	it('whoever guesses behind a proxy locks out nobody else behind it', async () => {
		const { ask } = await stage(env);
		const from = (address: string, token: string) =>
			ask('/unknown', { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address } });
		for (let n = 0; n < 60; n++) expect((await from('198.51.100.1', `guess-${n}`)).status).toBe(401);
		expect((await from('198.51.100.1', TOKEN)).status).toBe(429);
		expect((await from('made up, 198.51.100.1', TOKEN)).status).toBe(429);
		expect((await from('203.0.113.9', TOKEN)).status).toBe(404);
	});

	it('a body that is no form is no token', async () => {
		const { post, log } = await stage(env);
		const json = { 'content-type': 'application/json' };
		for (const body of ['{"token":5}', `{"token":["${TOKEN}"]}`, 'null', '[]', '{"token":{"trim":1}}'])
			expect([body, (await post('/login', json, body)).status]).toEqual([body, 401]);
		expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
	});
});

it('Made-up entries of X-Forwarded-For, and other addresses of one network, do not make guessing free', () => {
	const wrong = new WrongTokens(() => 0);
	let guesses = 0;
	const guess = (ip: string, forwarded?: string) => {
		const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
		const caller = { ip, headers, socket: new Socket() };
		const mayTry = wrong.mayTry(caller);
		if (mayTry) wrong.note(caller, `guess-${guesses++}`);
		return mayTry;
	};
	const taken = Array.from({ length: 5_000 }, (_, n) => guess('10.0.0.1', `10.9.${n >> 8}.${n & 255}`));
	expect(taken.filter(Boolean)).toHaveLength(3_000);
	const network = Array.from({ length: 100 }, (_, n) => guess(`2001:db8:0:7:${n.toString(16)}::1`));
	expect(network.filter(Boolean)).toHaveLength(60);
	expect([guess('2001:db8:0:8::1'), guess('2001:db8::7:0:0:0:1'), guess('::1')]).toEqual([true, false, true]);
});

it('A session cannot be made or prolonged without the token', () => {
	let now = 1_000;
	const access = new Access(TOKEN, () => now);
	const session = access.createSession();
	const [until = '', signature = ''] = session.split('.');
	expect(access.isSession(session)).toBe(true);
	const other = new Access(`${TOKEN}x`, () => now).createSession();
	for (const wrong of [
		undefined,
		'',
		'.',
		until,
		`${Number(until) + 1}.${signature}`,
		`${until}.`,
		`${session}x`,
		other,
		`0${session}`,
	])
		expect(access.isSession(wrong)).toBe(false);
	now += SESSION_S * 1_000;
	expect(access.isSession(session)).toBe(false);
	expect(new Access(undefined, () => 0).isSession(session)).toBe(false);
	expect(new Access(undefined, () => 0).isToken('')).toBe(false);
});

describe('the server', () => {
	it('answers others, though one machine opens more connections than there may be, and says nothing', async () => {
		const { port, host } = await stage();
		const idle: Socket[] = [];
		onTestFinished(() => void idle.map((socket) => socket.destroy()));
		for (let n = 0; n < 300; n++) {
			const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' });
			idle.push(socket.on('error', () => {}));
			await once(socket, 'connect');
		}
		const other = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.3' });
		other.end(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
		expect(await text(other)).toMatch(/^HTTP\/1\.1 200 /);
		// The machine itself is answered, too: its own idle connections make room.
		const own = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' });
		own.end(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
		expect(await text(own)).toMatch(/^HTTP\/1\.1 200 /);
		await expect.poll(() => idle.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(256);
	});

	it.each([
		'/../package.json',
		'/..%2f..%2fpackage.json',
		'/%2e%2e/package.json',
		'/assets/../../Bot.js',
		'/assets/%00',
		'//etc/passwd',
		'/.built',
		'/index.html',
	])('has no file at %s', async (path) => {
		const { ask } = await stage();
		const { status, body } = await ask(path);
		expect([400, 404]).toContain(status);
		expect(body).not.toContain('dependencies');
	});

	it('takes no large body', async () => {
		const { post, guild } = await stage();
		const headers = { 'content-type': 'application/json' };
		expect((await post(`/api/guilds/${guild.id}/fetch`, headers, `"${'x'.repeat(10_000)}"`)).status).toBe(413);
	});

	it('answers nonsense with an error, and goes on', async () => {
		const { port, ask } = await stage();
		const socket = connect(Number(port), '127.0.0.1');
		await once(socket, 'connect');
		socket.end('GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nX: \u0000\r\n\r\n');
		expect(await text(socket)).toMatch(/^HTTP\/1\.1 400/);
		expect((await ask('/healthz')).status).toBe(200);
	});

	it('says which port is taken, and what to do', async () => {
		const { port } = await stage();
		await expect(startBot({ env: { DASHBOARD_PORT: port } })).rejects.toThrow(
			/cannot listen at 127\.0\.0\.1, port \d+: another program is there\. Set DASHBOARD_PORT/,
		);
	});
});
