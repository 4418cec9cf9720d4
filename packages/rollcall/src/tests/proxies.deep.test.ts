import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { inspect } from 'node:util';
import type { RESTOptions } from '@discordjs/rest';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import { FastClock } from './FastClock.js';
import type { Play } from './Play.js';
import { playClient } from './playClient.js';
import { playStandalone } from './playStandalone.js';
import { type Habit, StandInProxy } from './StandInProxy.js';
import { type CommonStage, expectExact, LIBRARIES, type Library } from './stages.js';

/** Size of the guild: two pages, and an empty one. */
const MEMBERS = 1_500;
const EVER = Number.POSITIVE_INFINITY;
const RATE_LIMIT = /^(x-ratelimit-|retry-after)/;
const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };

/** What nirn-proxy answers for a node of its cluster that has gone. */
const OWN_LIMIT = {
	'Content-Type': 'application/json',
	'generated-by-proxy': 'true',
	'x-ratelimit-scope': 'user',
	'x-ratelimit-limit': '1',
	'x-ratelimit-remaining': '0',
	'x-ratelimit-after': '1',
	'retry-after': '1',
};

/** The answers to the first requests are the proxy's own. */
function own(times: number, status: number, headers: Record<string, string>, body = ''): Habit {
	let count = 0;
	return ({ outgoing, forward }) => {
		return ++count > times ? forward() : outgoing.writeHead(status, headers).end(body);
	};
}

const LIMITED = JSON.stringify({ global: false, message: 'You are being rate limited.', retry_after: 1 });

/** What a proxy does with the first requests. Every list of these ends exact over REST alone. */
const HABITS: readonly (readonly [what: string, habit: () => Habit])[] = [
	[
		'passes everything on',
		() =>
			({ forward }) =>
				forward(),
	],
	[
		'removes all headers about limits',
		() =>
			({ forward }) =>
				forward({ removes: RATE_LIMIT }),
	],
	[
		'removes one of the headers of a bucket',
		() =>
			({ forward }) =>
				forward({ removes: /^x-ratelimit-remaining$/ }),
	],
	['gives up its own request (408)', () => own(2, 408, TEXT, 'context deadline exceeded')],
	['does not reach Discord (500)', () => own(2, 500, TEXT, 'dial tcp: lookup discord.com: no such host')],
	['does not reach Discord (502)', () => own(2, 502, {}, 'http-proxy: Error requesting the Discord API')],
	['gives up (504)', () => own(2, 504, { 'Content-Type': 'text/html', Server: 'nginx' }, '<html></html>')],
	['has a limit of its own, in the form of Discord’s', () => own(2, 429, OWN_LIMIT, LIMITED)],
	['has a limit of its own, and says only that', () => own(1, 429, {})],
	[
		'has a limit of its own, and answers with a page',
		() => own(1, 429, { 'Content-Type': 'text/html', Server: 'nginx' }),
	],
	['has a limit that it gives as a date', () => own(1, 429, { 'Retry-After': 'Wed, 25 Nov 2026 10:00:00 GMT' })],
	[
		'closes the connection',
		() =>
			({ number, outgoing, forward }) =>
				number < 3 ? outgoing.destroy() : forward(),
	],
	[
		'cuts off an answer',
		() =>
			({ number, forward }) =>
				forward(number < 3 ? { cutAfter: 400 } : {}),
	],
];

interface ProxiedStage extends Play, Pick<CommonStage, 'emulator' | 'truth' | 'stats'> {
	readonly proxy: StandInProxy;
}

async function setProxiedStage(library: Library, config: ConfigPatch = {}): Promise<ProxiedStage> {
	const emulator = new DiscordEmulator({ guilds: [{ members: MEMBERS }] });
	await emulator.start();
	const proxy = await StandInProxy.before(emulator.restUrl);
	const open = library === 'discord.js' ? playClient : playStandalone;
	const play = await open(emulator, { config, rest: { api: proxy.api }, clock: new FastClock(5) });
	onTestFinished(async () => {
		await play.takeDown();
		await proxy.close();
		await emulator.stop();
	});
	return { ...play, emulator, proxy, truth: emulator.world.guild(), stats: () => emulator.stats.bot() };
}

/** The same after a full request, so that the next list comes over REST. */
async function setListStage(library: Library, config?: ConfigPatch): Promise<ProxiedStage> {
	const stage = await setProxiedStage(library, config);
	await stage.fetchAll();
	stage.proxy.asked.length = 0;
	stage.proxy.tokens.length = 0;
	return stage;
}

describe.each(LIBRARIES)('a proxy between the bot and REST (%s)', (library) => {
	it.each(HABITS)('that %s: a list is exact, in few requests', async (_, habit) => {
		const stage = await setListStage(library);
		const { proxy } = stage;
		const behave = habit();
		let number = 0;
		proxy.habit = (asked) => behave({ ...asked, number: ++number });
		const answer = await stage.fetchAll({ forceRefresh: true });
		expectExact(answer, stage);
		expect(answer.metadata.via).toEqual(['rest']);
		expect(proxy.asked.length).toBeLessThanOrEqual(8);
		expect(proxy.asked.every((path) => path.startsWith('/api/v10/guilds/'))).toBe(true);
		expect(stage.stats().rest.rateLimited).toBe(0);
		expect(stage.service.getStatistics().refusals.rest).toBe(0);
	});

	it.each(HABITS)('that %s: a member is found, and somebody else is none', async (_, habit) => {
		const { proxy, findMember, truth } = await setProxiedStage(library);
		const [{ user }] = truth.members() as [{ user: { id: string } }];
		for (const id of [user.id, '41771983423143937']) {
			const behave = habit();
			let number = 0;
			proxy.habit = (asked) => behave({ ...asked, number: ++number });
			const found = await findMember(id);
			expect(found).toEqual({ id: id === user.id ? id : null, error: undefined });
			expect(number).toBeLessThanOrEqual(4);
		}
	});

	it('that never answers anything but 408: the call ends soon, and says what was seen', async () => {
		const stage = await setProxiedStage(library, { retry: { maxRetries: 1 } });
		stage.emulator.faults.add({ on: 'memberRequest', silence: true, times: EVER });
		stage.proxy.habit = own(EVER, 408, TEXT, 'context deadline exceeded');
		const { error, metadata } = await stage.fetchAll();
		expect(metadata.complete).toBe(false);
		expect(error).toMatchObject({ code: 'REST_UNAVAILABLE', retryable: true });
		expect(error?.message).toMatch(/status 408/);
		expect(error?.message).not.toMatch(/Discord (answered|refuses|says)/);
		expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(stage.token());
		expect(stage.proxy.asked.length).toBeLessThanOrEqual(12);
	});

	it('that repeats an old page under every address: nothing is complete that differs', async () => {
		const stage = await setListStage(library);
		let first: Promise<unknown> | undefined;
		const { proxy } = stage;
		proxy.habit = ({ incoming, forward }) => {
			if (first) incoming.url = incoming.url?.replace(/after=\d+/, 'after=0');
			first = forward();
			return first;
		};
		const { metadata, differences } = await stage.fetchAll({ forceRefresh: true, timeout: 5_000 });
		if (metadata.complete) expect(differences(stage.truth)).toEqual([]);
		expect(proxy.asked.length).toBeLessThanOrEqual(30);
	});

	it('that answers from a cache: the list is not complete as of now', async () => {
		const stage = await setListStage(library);
		stage.proxy.habit = ({ forward }) => forward({ adds: { Age: '12' } });
		const answer = await stage.fetchAll({ forceRefresh: true, timeout: 5_000 });
		expect(answer.metadata.via).not.toContain('rest');
		expect(stage.proxy.asked.length).toBeLessThanOrEqual(30);
	});

	it('that has the token of its own: what the bot sends is not needed by it, and is still the bot’s', async () => {
		const stage = await setListStage(library);
		const authorization = `Bot ${stage.token()}`;
		stage.proxy.habit = ({ forward }) => forward({ request: { authorization } });
		expectExact(await stage.fetchAll({ forceRefresh: true }), stage);
		expect(new Set(stage.proxy.tokens)).toEqual(new Set([authorization]));
	});
});

type Agent = NonNullable<RESTOptions['agent']> & { close(): Promise<void> };
const require = createRequire(import.meta.url);
/** The undici of `@discordjs/rest`, of which an agent has to be. */
const { ProxyAgent } = createRequire(require.resolve('@discordjs/rest'))('undici') as {
	ProxyAgent: new (url: string) => Agent;
};

/** A proxy that makes tunnels, and how many it has made. */
async function startTunnels() {
	const hosts: string[] = [];
	const server = createServer().on('connect', ({ url = '' }, socket) => {
		hosts.push(url);
		const { hostname, port } = new URL(`http://${url}`);
		const upstream = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
		upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
		socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
		upstream.pipe(socket).pipe(upstream);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return { hosts, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it.each(LIBRARIES)('asks through the agent of the bot’s REST (%s)', async (library) => {
	const emulator = new DiscordEmulator({ guilds: [{ members: MEMBERS }] });
	await emulator.start();
	const { hosts, server, url } = await startTunnels();
	const agent = new ProxyAgent(url);
	const open = library === 'discord.js' ? playClient : playStandalone;
	const play = await open(emulator, { rest: { agent } });
	onTestFinished(async () => {
		await play.takeDown();
		await agent.close();
		server.close();
		await emulator.stop();
	});
	await play.fetchAll();
	const answer = await play.fetchAll({ forceRefresh: true });
	expectExact(answer, { truth: emulator.world.guild() });
	expect(answer.metadata.via).toEqual(['rest']);
	expect(new Set(hosts)).toEqual(new Set([new URL(emulator.restUrl).host]));
});
