import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FreezableClock } from '../../clock/index.js';
import type { EmulatorOptions } from '../../options/index.js';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';
import { ControlServer } from '../ControlServer.js';
import { describeControl } from '../openapi.js';
import type { GuildView, LogDetail, MemberPage, PageNews } from './PageData.js';

/** An emulator with its page. */
async function startPage(options: EmulatorOptions = {}, page = true) {
	const clock = new FreezableClock();
	const emulator = await startEmulator({ guilds: [{ members: 60 }], ...options }, clock);
	const control = new ControlServer(emulator, clock, { page });
	await control.start();
	onTestFinished(() => control.stop());
	const { port, host } = new URL(control.url);
	const authorization = `Bearer ${control.token}`;
	const send = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
		const asked = request({ port, host: '127.0.0.1', path, method, headers: { host, ...headers } }).end();
		const [response] = (await once(asked, 'response')) as [IncomingMessage];
		return response;
	};
	const ask = async <T>(path: string): Promise<T> => {
		const response = await fetch(control.url + path, { headers: { authorization } });
		return (await response.json()) as T;
	};
	return { emulator, control, clock, send, ask, authorization, host, guild: emulator.world.guild() };
}

/** What an open page hears. */
async function hear({ send, authorization }: Awaited<ReturnType<typeof startPage>>, search = '') {
	const response = await send(`/page/news${search}`, { authorization });
	const heard: PageNews[] = [];
	let text = '';
	response.setEncoding('utf8').on('data', (part: string) => {
		const events = (text + part).split('\n\n');
		text = events.pop() ?? '';
		heard.push(...events.filter((event) => event.startsWith('data: ')).map((event) => JSON.parse(event.slice(6))));
	});
	const lines = () => heard.flatMap((news) => news.lines);
	return { response, heard, lines, status: () => heard.flatMap((news) => news.status ?? []).at(-1) };
}

describe('the page of the control server', () => {
	it('is there only if it is asked for', async () => {
		const { control, send, authorization } = await startPage({}, false);
		expect(control.pageUrl).toBeUndefined();
		expect((await send('/page/', { authorization })).statusCode).toBe(404);
		expect((await send('/page/view', { authorization })).statusCode).toBe(404);
	});

	it('has its token in the fragment, which no browser sends', async () => {
		const { control, send } = await startPage();
		const address = new URL(control.pageUrl ?? '');
		expect([address.pathname, address.hash]).toEqual(['/page/', `#token=${control.token}`]);
		const short = await send('/page');
		expect([short.statusCode, short.headers.location]).toEqual([308, '/page/']);
	});

	it('comes with a strict policy, and without the token', async () => {
		const { control, send } = await startPage();
		const response = await send('/page/');
		expect(response.statusCode).toBe(200);
		expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
		expect(response.headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
		expect(response.headers).toMatchObject({
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-resource-policy': 'same-origin',
		});
		expect(response.headers).not.toHaveProperty('access-control-allow-origin');
		expect(response.headers).not.toHaveProperty('set-cookie');
		const html = (await response.setEncoding('utf8').toArray()).join('');
		expect(html).not.toContain(control.token);
		const files = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => path);
		expect(files.length).toBeGreaterThan(2);
		for (const file of files) expect((await send(`/page/${file}`)).statusCode).toBe(200);
	});

	it.each([
		['/page/../openapi.json'],
		['/page/%2e%2e/package.json'],
		['/page/assets/../../index.js'],
		['/page/.built'],
		['/page//etc/passwd'],
	])('has no file %s', async (path) => {
		const { send, authorization } = await startPage();
		expect([404, 405]).toContain((await send(path, { authorization })).statusCode);
	});

	it.each([
		'/page/news',
		'/page/view',
		'/page/members?guildId=first',
		'/page/commands?guildId=first&userId=owner',
		'/page/log/1',
		'/guilds',
	])('gives %s only with the token, and to no other host or origin', async (path) => {
		const { send, authorization, host, emulator } = await startPage();
		const statusWith = async (headers: Record<string, string>) => {
			const response = await send(path, headers);
			response.destroy();
			return response.statusCode;
		};
		const { port } = new URL(emulator.restUrl);
		expect(await statusWith({})).toBe(401);
		expect(await statusWith({ authorization: `Bearer ${emulator.token}` })).toBe(401);
		expect(await statusWith({ cookie: authorization })).toBe(401);
		for (const origin of [
			'http://evil.example',
			'null',
			`http://127.0.0.1:${port}`,
			'http://127.0.0.1',
			`https://${host}`,
		])
			expect(await statusWith({ authorization, origin }), origin).toBe(403);
		expect(await statusWith({ authorization, host: 'evil.example' })).toBe(403);
		// The name points to this machine, so that the page of the stranger has the same origin as what it asks.
		expect(await statusWith({ authorization, host: 'evil.example', origin: 'http://evil.example' })).toBe(403);
	});

	it('may be called by itself, and by nobody else when there is no page', async () => {
		const own = await startPage();
		const origin = `http://${own.host}`;
		expect((await own.send('/guilds', { authorization: own.authorization, origin })).statusCode).toBe(200);
		const none = await startPage({}, false);
		const headers = { authorization: none.authorization, origin: `http://${none.host}` };
		expect((await none.send('/guilds', headers)).statusCode).toBe(403);
	});

	it('adds nothing to the description of the API', () => {
		const { paths } = describeControl('http://127.0.0.1') as { paths: object };
		expect(Object.keys(paths).filter((path) => path.startsWith('/page'))).toEqual([]);
	});

	it('hears of what is new, and of nothing twice', async () => {
		const stage = await startPage();
		const { status, lines, heard } = await hear(stage);
		await expect.poll(status).toMatchObject({ guilds: [{ members: 60 }], bots: [{ ready: 0 }] });
		const client = await GatewayClient.login(stage.emulator);
		stage.guild.join();
		await expect.poll(status).toMatchObject({ guilds: [{ members: 61 }], bots: [{ ready: 1, sessions: 1 }] });
		await expect.poll(() => lines().map(({ name }) => name)).toContain('memberAdd');
		const names = lines().map(({ name }) => name);
		expect(names.indexOf('IDENTIFY')).toBeLessThan(names.indexOf('READY'));
		expect(new Set(lines().map(({ n }) => n)).size).toBe(names.length);
		const before = heard.length;
		await stage.send('/guilds', { authorization: stage.authorization });
		client.close();
		await expect.poll(() => lines().at(-1)).toMatchObject({ kind: 'close', isBad: true });
		expect(heard.length).toBeGreaterThan(before);
	});

	it('hears the newest lines if there are too many, and goes on after those that it has', async () => {
		const stage = await startPage();
		const { heard, lines } = await hear(stage);
		await expect.poll(() => heard.length).toBeGreaterThan(0);
		for (let count = 0; count < 1_200; count++) stage.guild.join();
		await expect.poll(() => lines().at(-1)?.n).toBe(1_200);
		expect(lines().map(({ n }) => n)).toEqual(Array.from({ length: 500 }, (_, at) => 701 + at));
		const again = await hear(stage, '?after=1190');
		await expect.poll(() => again.lines().map(({ n }) => n)).toEqual(Array.from({ length: 10 }, (_, at) => 1191 + at));
		for (const after of ['x', '-5', '1e999', '99999999']) {
			const { status } = await hear(stage, `?after=${after}`);
			await expect.poll(status, { message: after }).toBeDefined();
		}
	});

	it('serves so many pages at once, and is rid of those that close', async () => {
		const stage = await startPage();
		const open = await Promise.all(Array.from({ length: 16 }, () => hear(stage)));
		expect((await hear(stage)).response.statusCode).toBe(503);
		open[0]?.response.destroy();
		await expect
			.poll(async () => {
				const { response } = await hear(stage);
				if (response.statusCode !== 200) response.destroy();
				return response.statusCode;
			})
			.toBe(200);
	});

	it('ends its streams when the emulator stops before it, and answers no more news', async () => {
		const stage = await startPage();
		const { response } = await hear(stage);
		const ended = once(response, 'close');
		await stage.emulator.stop();
		await ended;
		expect((await hear(stage)).response.statusCode).toBe(500);
	});

	it('ends its streams when it stops', async () => {
		const stage = await startPage();
		const { response } = await hear(stage);
		const ended = once(response, 'close');
		await stage.control.stop();
		await ended;
	});

	it('shows a guild as a member sees it', async () => {
		const { ask, guild } = await startPage();
		const [channelId = ''] = guild.channels.keys();
		const member = guild.memberAt(3);
		guild.chat.post(channelId, member.user, { content: `Hello <@${guild.ownerId}>` });
		const view = await ask<GuildView>('/page/view');
		expect(view).toMatchObject({ channelId, guild: { members: 60 }, actor: { id: guild.ownerId, isMember: true } });
		expect(view.messages.map(({ content }) => content)).toEqual([`Hello <@${guild.ownerId}>`]);
		expect(Object.keys(view.people)).toEqual(expect.arrayContaining([member.user.id, guild.ownerId]));
		guild.setOverwrite(channelId, { id: guild.id, type: 0, allow: '0', deny: '1024' });
		const seen = await ask<GuildView>(`/page/view?userId=${member.user.id}&channelId=${channelId}`);
		expect(seen.channels.map(({ id }) => id)).not.toContain(channelId);
		expect(seen.messages).toEqual([]);
		guild.leave(member.user.id);
		expect(await ask(`/page/view?userId=${member.user.id}`)).toMatchObject({ actor: { isMember: false } });
		expect(await ask('/page/view?guildId=5')).toMatchObject({ error: { message: 'There is no guild 5.' } });
	});

	it('finds members by the beginning of a name and by id', async () => {
		const { ask, guild } = await startPage({ guilds: [{ members: 700 }] });
		const find = (search: string, more = '') =>
			ask<MemberPage>(`/page/members?guildId=first&search=${encodeURIComponent(search)}${more}`);
		expect(await find('')).toMatchObject({ total: 700, isCut: false });
		expect((await find('', '&from=690')).rows).toHaveLength(10);
		const { user } = guild.join({ nick: 'Qxyz the one' });
		expect((await find('qxY')).rows.map(({ id }) => id)).toEqual([user.id]);
		expect((await find(user.id)).rows.map(({ name }) => name)).toEqual(['Qxyz the one']);
		for (let count = 0; count < 501; count++) guild.join({ nick: `Many ${count}` });
		expect(await find('many', '&from=450')).toMatchObject({ total: 500, isCut: true, rows: { length: 50 } });
		expect(await find('many', '&count=5000')).toMatchObject({ error: { message: expect.stringContaining('count') } });
	});

	it('shows the payload of a dispatch, and the beginning of a long one', async () => {
		const { ask, emulator, guild } = await startPage({ guilds: [{ members: 900 }] });
		const client = await GatewayClient.login(emulator);
		client.requestAll(guild.id, 'n');
		await client.next('GUILD_MEMBERS_CHUNK');
		const log = await ask<{ n: number; event: string }[]>('/log?type=dispatch');
		const detail = (event: string) => ask<LogDetail>(`/page/log/${log.find((entry) => entry.event === event)?.n}`);
		const ready = await detail('READY');
		expect(JSON.parse(ready.data?.text ?? '')).toMatchObject({ v: 10, session_id: expect.any(String) });
		const { data } = await detail('GUILD_MEMBERS_CHUNK');
		expect(data).toMatchObject({ isCut: true, text: expect.stringMatching(/^\{"guild_id"/) });
		expect(data?.characters).toBeGreaterThan(100_000);
		expect(data?.text.length).toBeLessThan(5_000);
		expect(await ask('/page/log/999999')).toMatchObject({ error: { message: expect.stringContaining('no entry') } });
		client.close();
	});
});
