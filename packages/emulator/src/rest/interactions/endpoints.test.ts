import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRest } from '../../tests/startRest.js';

/** The prefix of an Ed25519 key in DER. */
const SPKI = '302a300506032b6570032100';

interface Asked {
	readonly headers: IncomingMessage['headers'];
	readonly text: string;
	// biome-ignore lint/suspicious/noExplicitAny: an interaction of any kind
	readonly body: any;
	readonly isSigned: boolean;
}

type Answer = (asked: Asked, response: ServerResponse) => void;

const json = (response: ServerResponse, body: unknown) =>
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const content = (text: string) => ({ type: 4, data: { content: text } });

/** A bot without the gateway: it checks each signature as the documentation says. */
async function aBot(answer: Answer, { checks = true } = {}) {
	const rest = await startRest({ bots: [{}, {}] });
	const key = createPublicKey({
		key: Buffer.from(SPKI + (await rest.get('/applications/@me')).body.verify_key, 'hex'),
		...{ format: 'der', type: 'spki' },
	});
	const asked: Asked[] = [];
	const server = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part);
		const text = Buffer.concat(parts).toString();
		const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': at = '' } = request.headers;
		const isSigned = verify(null, Buffer.from(`${at}${text}`), key, Buffer.from(String(signature), 'hex'));
		const one = { headers: request.headers, text, body: JSON.parse(text), isSigned };
		asked.push(one);
		if (checks && !isSigned) response.writeHead(401).end('invalid request signature');
		else if (one.body.type === 1) json(response, { type: 1 });
		else answer(one, response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/interactions`;
	const patch = (to: unknown, fields = {}) =>
		rest.call('PATCH', '/applications/@me', { interactions_endpoint_url: to, ...fields });
	const act = (data = { id: '1', name: 'hello', type: 1 }) => rest.interactions.send({ botId: rest.bot.id, data });
	return { ...rest, asked, url, patch, act, server };
}

const pongOnly: Answer = (_, response) => response.writeHead(500).end();

describe('interactions_endpoint_url', () => {
	it('is verified by two PINGs, one of them with a wrong signature, and shown', async () => {
		const { patch, get, asked, url } = await aBot(pongOnly);
		expect((await patch(url)).body.interactions_endpoint_url).toBe(url);
		expect(asked.map(({ isSigned, body }) => [isSigned, body.type])).toEqual([
			[false, 1],
			[true, 1],
		]);
		expect(asked[0]?.headers['user-agent']).toBe('Discord-Interactions/1.0 (+https://discord.com)');
		expect((await get('/applications/@me')).body.interactions_endpoint_url).toBe(url);
		expect((await patch(null)).body.interactions_endpoint_url).toBeNull();
	});

	it('is refused if the bot takes a wrong signature, and nothing else of the request happens', async () => {
		const { patch, url, get } = await aBot(pongOnly, { checks: false });
		const { status, body } = await patch(url, { description: 'new' });
		expect([status, body.code]).toEqual([400, 50035]);
		expect(body.errors.interactions_endpoint_url._errors[0]).toEqual({
			code: 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
			message: expect.stringMatching(
				/^The specified interactions endpoint URL could not be verified\. .*200, and not 401/,
			),
		});
		expect((await get('/applications/@me')).body).toMatchObject({ interactions_endpoint_url: null, description: '' });
	});

	it.each([
		['https://bot.example/interactions', /is not loopback.*hostNames/],
		['http://127.0.0.1.bot.example/', /is not loopback/],
		['ftp://127.0.0.1/', /is not an address/],
		['http://127.0.0.1:1/', /a PING to it failed: .*ECONNREFUSED/],
	])('is refused at %s, and the emulator calls no foreign host', async (to, message) => {
		const { patch } = await aBot(pongOnly);
		const { body } = await patch(to);
		expect(body.errors.interactions_endpoint_url._errors[0].message).toMatch(message);
	});

	it('is refused at Discord, even if bots call the emulator by that name', async () => {
		const { call } = await startRest({ hostNames: ['discord.com'] });
		const given = { interactions_endpoint_url: 'http://discord.com/api/v10/gateway' };
		const { body } = await call('PATCH', '/applications/@me', given);
		expect(body.errors.interactions_endpoint_url._errors[0].message).toContain('discord.com is not loopback');
	});

	it('of one bot is not that of another, and another key signs', async () => {
		const { bot, otherBot, patch, url, interactions } = await aBot(pongOnly);
		await patch(url);
		expect(interactions.endpoints?.of(bot.id)).toBe(url);
		expect(interactions.endpoints?.of(otherBot?.id ?? '')).toBeUndefined();
		expect(otherBot?.key.publicKey).not.toBe(bot.key.publicKey);
	});
});

describe('an interaction over HTTP', () => {
	it('is signed, does not go over the gateway, and its response is the callback', async () => {
		const { patch, url, act, asked, world, bot, guild } = await aBot(({ body }, response) =>
			json(response, content(`Hello, ${body.member.user.id}`)),
		);
		await patch(url);
		const ways: string[] = [];
		world.onChange((change) => void (change.type === 'interactionCreate' && ways.push(change.via)));
		const sent = act();
		const answer = await sent.answer();
		expect([answer.kind, answer.content]).toEqual(['message', `Hello, ${guild.ownerId}`]);
		expect(answer.message).toMatchObject({ author: { id: bot.id }, webhook_id: bot.applicationId });
		expect(ways).toEqual(['http']);
		expect(asked.at(-1)).toMatchObject({ isSigned: true, body: { id: sent.data.id, token: sent.data.token } });
	});

	it('takes a response with files, as multipart/form-data', async () => {
		const { patch, url, act } = await aBot(async (_, response) => {
			const form = new FormData();
			form.append('payload_json', JSON.stringify({ type: 4, data: { attachments: [{ id: 0, filename: 'a.csv' }] } }));
			form.append('files[0]', new Blob(['1,2']), 'a.csv');
			const made = new Response(form);
			response.writeHead(200, { 'content-type': made.headers.get('content-type') ?? '' });
			response.end(Buffer.from(await made.arrayBuffer()));
		});
		await patch(url);
		expect((await act().answer()).files.map(({ name }) => name)).toEqual(['a.csv']);
	});

	it('can be answered by the route of callbacks, with 202 as the response', async () => {
		const { patch, url, act, call } = await aBot(async ({ body }, response) => {
			await call('POST', `/interactions/${body.id}/${body.token}/callback`, content('by the route'));
			response.writeHead(202).end();
		});
		await patch(url);
		const sent = act();
		expect((await sent.answer()).content).toBe('by the route');
		expect(sent.refusals).toEqual([]);
	});

	it('can be deferred, and filled in later', async () => {
		const { patch, url, act, call, bot } = await aBot((_, response) => json(response, { type: 5 }));
		await patch(url);
		const sent = act();
		await sent.waitFor();
		expect(sent.isDeferred).toBe(true);
		await call('PATCH', `/webhooks/${bot.applicationId}/${sent.data.token}/messages/@original`, { content: 'later' });
		expect((await sent.answer()).content).toBe('later');
	});

	it.each<[string, Answer, RegExp]>([
		['500', (_, response) => response.writeHead(500).end(), /answered 500, and not 200 or 202/],
		['no JSON', (_, response) => response.writeHead(200).end('Hello'), /invalid JSON/],
		['an empty body', (_, response) => response.writeHead(200).end(), /Invalid Form Body/],
		['a callback of another kind', (_, response) => json(response, { type: 8 }), /Value must be one of/],
		['a broken socket', (_, response) => response.destroy(), /socket hang up/],
		[
			'half a body',
			(_, response) => response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
			/./,
		],
	])('that is answered with %s has no answer, and says why', async (_, answer, why) => {
		const { patch, url, act, clock } = await aBot(answer);
		await patch(url);
		const sent = act();
		const failing = expect(sent.answer()).rejects.toThrow(why);
		await expect.poll(() => sent.refusals.length).toBe(1);
		await clock.advance(3_001);
		await failing;
	});

	it('gets three seconds, and the socket is closed then', async () => {
		const open: ServerResponse[] = [];
		const { patch, url, act, clock } = await aBot((_, response) => void open.push(response));
		await patch(url);
		const sent = act();
		const failing = expect(sent.answer()).rejects.toThrow('did not respond within 3000 ms');
		await expect.poll(() => open.length).toBe(1);
		await clock.advance(3_001);
		await failing;
		await expect.poll(() => open[0]?.destroyed).toBe(true);
		expect(sent.refusals).toMatchObject([{ body: { message: 'There was no answer within 3000 ms.' } }]);
	});

	it('ends with the emulator, as does a PING that nobody answers', async () => {
		const { patch, act, url, interactions } = await aBot(() => undefined);
		await patch(url);
		const sent = act();
		const silent = createSocketServer(() => undefined).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		onTestFinished(() => void silent.close());
		const pinging = patch(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
		await once(silent, 'connection');
		interactions.forgetAll();
		expect((await pinging).body.code).toBe(50035);
		await expect.poll(() => sent.refusals.length).toBe(1);
		expect(interactions.endpoints?.of(sent.data.application_id)).toBe(url);
	});
});
