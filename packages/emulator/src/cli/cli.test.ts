import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type RunArguments, readArguments } from './readArguments.js';
import { runEmulator } from './runEmulator.js';

/** Runs the command until it has spoken; `stop` ends it as Ctrl+C would. */
async function run(...argv: string[]) {
	const controller = new AbortController();
	let resolve: (text: string) => void = () => undefined;
	let reject: (error: unknown) => void = () => undefined;
	const spoken = new Promise<string>((...settle) => {
		[resolve, reject] = settle;
	});
	const ended = runEmulator(readArguments(argv) as RunArguments, resolve, controller.signal);
	ended.catch(reject);
	onTestFinished(async () => {
		controller.abort();
		await ended.catch(() => undefined);
	});
	return { text: await spoken, ended, stop: () => controller.abort() };
}

const read = (...argv: string[]) =>
	readArguments(argv, (command) => command.exitOverride().configureOutput({ writeErr: () => undefined }));

describe('rollcall-emulator', () => {
	it('prints one line of JSON with everything that a client needs to connect', async () => {
		const { text } = await run('--json', '--members', '30', '--guilds', '2', '--seed', '9', '--token', 'my-token');
		expect(text.trimEnd()).not.toContain('\n');
		const { restUrl, gatewayUrl, token, guilds } = JSON.parse(text);
		expect({ token, gatewayUrl }).toEqual({
			token: 'my-token',
			gatewayUrl: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+/),
		});
		expect(guilds).toMatchObject([{ members: 30 }, { members: 30 }]);
		const response = await fetch(`${restUrl}/v10/users/@me/guilds`, { headers: { authorization: `Bot ${token}` } });
		expect(await response.json()).toMatchObject(guilds.map(({ id }: { id: string }) => ({ id })));
	});

	it('can be controlled over HTTP, on a port of its own and with a token of its own', async () => {
		const { text, stop, ended } = await run('--json', '--members', '30', '--control', '--control-token', 'mine');
		const { control, restUrl, token } = JSON.parse(text);
		expect(control).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), token: 'mine' });
		expect(new URL(control.url).port).not.toBe(new URL(restUrl).port);
		const headers = { authorization: 'Bearer mine' };
		expect(await (await fetch(`${control.url}/`, { headers })).json()).toMatchObject({ restUrl, bots: [{ token }] });
		stop();
		expect(await ended).toBe(0);
		await expect(fetch(control.url)).rejects.toThrow('fetch failed');
		expect(JSON.parse((await run('--json')).text)).not.toHaveProperty('control');
	});

	it('prints the address of a page, which works, unless machines read or nobody wants it', async () => {
		const pageIn = (text: string) => /^Page +(http:\S+)$/m.exec(text)?.[1];
		const url = new URL(pageIn((await run('--members', '30')).text) ?? '');
		expect((await fetch(url)).headers.get('content-type')).toBe('text/html; charset=utf-8');
		const authorization = `Bearer ${url.hash.slice('#token='.length)}`;
		expect((await fetch(new URL('/page/view', url), { headers: { authorization } })).status).toBe(200);
		expect((await run('--members', '30')).text).not.toContain('Control');
		expect(pageIn((await run('--no-page')).text)).toBeUndefined();
		expect(JSON.parse((await run('--json')).text)).not.toHaveProperty('page');
		expect(JSON.parse((await run('--json', '--page', '--control-token', 'mine')).text)).toMatchObject({
			page: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/page\/#token=mine$/),
		});
		const both = (await run('--control', '--control-token', 'mine')).text;
		expect(new URL(pageIn(both) ?? '').origin).toBe(/^Control +(\S+)$/m.exec(both)?.[1]);
	});

	it('prints addresses, a made-up token and the guilds for people', async () => {
		const { text } = await run('--members', '1234');
		expect(text).toMatch(
			/REST +http:\/\/127\.0\.0\.1:\d+\/api\nGateway +ws:\/\/\S+\nToken +\S{50,}\nGuild +\d+ +.*1,234 members/,
		);
	});

	it('makes a new token in each run, unless one is given', async () => {
		const tokens = [await run('--json'), await run('--json')].map(({ text }) => JSON.parse(text).token);
		expect(new Set(tokens).size).toBe(2);
	});

	it('answers to the names of --host-name, and only to those of loopback without it', async () => {
		const statuses = async (...argv: string[]) => {
			const { text } = await run('--json', ...argv);
			const { port } = new URL(JSON.parse(text).restUrl);
			return Promise.all(
				['localhost', 'discord', 'emulator.test:80'].map(async (host) => {
					const asked = get({ host: '127.0.0.1', port, path: '/api/gateway', headers: { host } });
					const [response] = await once(asked, 'response');
					response.resume();
					return response.statusCode;
				}),
			);
		};
		expect(await statuses()).toEqual([200, 403, 403]);
		expect(await statuses('--host-name', 'discord', '--host-name', 'emulator.test')).toEqual([200, 200, 200]);
		await expect(run('--host-name', 'a:80')).rejects.toThrow(/hostNames\.0: must be the name of a host/);
	});

	it('lets members join, leave and change at the rate of --activity', async () => {
		const { text } = await run('--json', '--members', '200', '--activity', '500');
		const { restUrl, token, guilds } = JSON.parse(text);
		const list = async () => {
			const headers = { authorization: `Bot ${token}` };
			return (await fetch(`${restUrl}/guilds/${guilds[0].id}/members?limit=1000`, { headers })).text();
		};
		const before = await list();
		await expect.poll(list).not.toBe(before);
	});

	it('ends when it is stopped, and nothing listens any more', async () => {
		const { text, ended, stop } = await run('--json');
		stop();
		await ended;
		await expect(fetch(JSON.parse(text).restUrl)).rejects.toThrow('fetch failed');
	});

	it('refuses a host that is not loopback', async () => {
		await expect(run('--host', '0.0.0.0')).rejects.toThrow(/host: must be a loopback host/);
	});

	it('says so if the port is taken', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		onTestFinished(() => void server.close());
		await expect.poll(() => server.listening).toBe(true);
		await expect(run('--port', String((server.address() as AddressInfo).port))).rejects.toThrow(/EADDRINUSE/);
	});

	it('gives a bot in another process time to read the answer to its upgrade before HELLO', () => {
		for (const profile of ['instant', 'discord'])
			expect(read('--profile', profile)).toMatchObject({ options: { gateway: { helloDelay: 100 } } });
	});

	it('names the flag of a wrong value', () => {
		expect(() => read('--members', 'many')).toThrow(/--members/);
		expect(() => read('--profile', 'slow')).toThrow(/--profile/);
		expect(() => read('--activity', '-1')).toThrow(/--activity/);
		expect(() => read('--unknown')).toThrow(/--unknown/);
	});
});
