import * as library from '@discordjs/rest';
import { REST, type ResponseLike } from '@discordjs/rest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../interfaces/ITransport.js';
import { type BotOfRest, MemberRest } from './MemberRest.js';

const GUILD = '81384788765712384';
const USER = '41771983423143937';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const HTML_TYPE = { 'Content-Type': 'text/html' };

class Rest extends MemberRest {
	constructor(bot: BotOfRest) {
		super(bot, library);
	}
}

type Answer = () => Response;

/** The REST half of a bot whose requests are answered by `answer`. */
function aRest(answer: Answer, bot: { token: string | null } = { token: 'first' }) {
	const makeRequest = async () => answer() as unknown as ResponseLike;
	const rest = new REST({ makeRequest });
	const asking = new Rest({ rest, token: () => bot.token, readyFlags: () => undefined });
	return { rest, asking };
}

const never = () => new AbortController().signal;
const asJson = (status: number, body: unknown): Answer => {
	return () => new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
};
const asPage = (status: number): Answer => {
	return () => new Response('<html>Request Time-out</html>', { status, headers: HTML_TYPE });
};

async function failureOf(asking: Promise<unknown>): Promise<TransportError> {
	const error = await asking.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(TransportError);
	return error as TransportError;
}

describe('a request that is not answered with what was asked for', () => {
	it.each([
		['408 of a proxy', asPage(408), 'unavailable', 408, undefined],
		['425', asPage(425), 'unavailable', 425, undefined],
		['499', asPage(499), 'unavailable', 499, undefined],
		['408 as JSON', asJson(408, { message: 'Request Timeout' }), 'unavailable', 408, undefined],
		['502', asPage(502), 'unavailable', 502, undefined],
		['504', asJson(504, {}), 'unavailable', 504, undefined],
		['a 404 page', asPage(404), 'rejected', 404, undefined],
		['a 401 page', asPage(401), 'rejected', 401, undefined],
		['a 403 without any type', () => new Response(null, { status: 403 }), 'rejected', 403, undefined],
		['a 403 page', asPage(403), 'blocked', 403, undefined],
		['Discord’s 401', asJson(401, { message: '401: Unauthorized', code: 0 }), 'invalidToken', 401, 0],
		['Discord’s 403', asJson(403, { message: 'Missing Access', code: 50_001 }), 'missingAccess', 403, 50_001],
		['Discord’s 404 of a guild', asJson(404, { message: 'Unknown Guild', code: 10_004 }), 'unknownGuild', 404, 10_004],
		['Discord’s 404 of a route', asJson(404, { message: '404: Not Found', code: 0 }), 'rejected', 404, 0],
		['JSON null', asJson(404, null), 'unavailable', 404, undefined],
		['a redirect', () => new Response(null, { status: 304 }), 'unavailable', 304, undefined],
		['a page instead of a list', asPage(200), 'unavailable', 200, undefined],
	] as const)('tells the kind and only what was answered: %s', async (_what, answer, failure, status, code) => {
		const { asking } = aRest(answer);
		for (const ask of [
			() => asking.listMembers(GUILD, '0', 1_000, never()),
			() => asking.getMember(GUILD, USER, never()),
			() => asking.getRoleMemberCounts(GUILD, never()),
		]) {
			const error = await failureOf(ask());
			expect([error.failure, error.answered?.status, error.answered?.code]).toEqual([failure, status, code]);
			expect(error.message).toContain(String(status));
			expect(error.message).not.toMatch(/undefined|connection failed/);
		}
	});

	it('is named by what it asked for', async () => {
		const { asking } = aRest(asPage(502));
		expect((await failureOf(asking.listMembers(GUILD, '0', 1, never()))).asked).toBe('the member list');
		expect((await failureOf(asking.getMember(GUILD, USER, never()))).asked).toBe(`member ${USER}`);
		expect((await failureOf(asking.getRoleMemberCounts(GUILD, never()))).asked).toBe('the role counts');
	});

	it('never mentions anything that was not answered, for any status and body', async () => {
		const bodies = fc.oneof(fc.json(), fc.string(), fc.constant('{"message":"x","code":"text"}'));
		const types = fc.constantFrom('application/json', 'text/html', 'application/problem+json', '');
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 300, max: 599 }), bodies, types, async (status, body, type) => {
				if (status === 429) return;
				const isEmpty = status === 304;
				const headers: [string, string][] | Record<string, string> = type ? { 'Content-Type': type } : [];
				const { asking } = aRest(() => new Response(isEmpty ? null : body, { status, headers }));
				const { failure, message, answered } = await failureOf(asking.getMember(GUILD, USER, never()));
				expect(message).not.toMatch(/undefined|null|NaN/);
				expect(message).toContain(String(status));
				expect(answered?.status).toBe(status);
				if (answered?.code === undefined) expect(['unavailable', 'rejected', 'blocked']).toContain(failure);
			}),
		);
	});

	it('is no “not a member” unless Discord says so', async () => {
		for (const code of [10_007, 10_013]) {
			const { asking } = aRest(asJson(404, { message: 'Unknown', code }));
			await expect(asking.getMember(GUILD, USER, never())).resolves.toBeUndefined();
		}
	});
});

describe('a rate limit', () => {
	const discords = { scope: 'user', 'Retry-After': '2' };
	const body = { message: 'You are being rate limited.', retry_after: 3, global: false };
	const refuse = (headers: Record<string, string>, text: string): Answer => {
		const { scope, ...others } = headers;
		const all = { ...others, ...(scope && { 'X-RateLimit-Scope': scope }) };
		return () => new Response(text, { status: 429, headers: { ...JSON_TYPE, ...all } });
	};

	it.each([
		['Discord’s', refuse(discords, JSON.stringify(body)), 2_050, true],
		['Discord’s without its headers', refuse({}, JSON.stringify(body)), 3_000, true],
		['one of nirn-proxy', refuse({ ...discords, 'generated-by-proxy': 'true' }, JSON.stringify(body)), 2_050, false],
		['one that says nothing', refuse({}, ''), 1_000, false],
		['one that says null', refuse({}, 'null'), 1_000, false],
		['one that says no number', refuse({ 'Retry-After': 'soon', 'X-RateLimit-Reset-After': 'x' }, '{}'), 1_000, false],
		['one that says a date', refuse({ 'Retry-After': 'Wed, 25 Nov 2026 10:00:00 GMT' }, ''), 1_000, false],
		['one that says 0', refuse({ 'Retry-After': '0' }, '{"retry_after":0}'), 1_000, true],
		['one that never ends', refuse({ 'Retry-After': '1e400' }, ''), 3_600_000, false],
		[
			'one of another server',
			() => new Response('', { status: 429, headers: { ...HTML_TYPE, Server: 'nginx' } }),
			1_000,
			false,
		],
	] as const)(
		'is waited for as it says, and is Discord’s only if it looks so: %s',
		async (_what, answer, waitMs, isDiscords) => {
			const { asking } = aRest(answer);
			const error = await failureOf(asking.listMembers(GUILD, '0', 1, never()));
			expect([error.failure, error.sent, error.retryAfterMs]).toEqual(['rateLimited', true, waitMs]);
			expect(error.answered).toEqual({ status: 429, isDiscords });
			expect(error.message.includes('on the way to Discord')).toBe(!isDiscords);
		},
	);

	it('of Cloudflare without a time is still a block', async () => {
		for (const name of ['Server', 'CF-RAY']) {
			const headers = { Server: 'nginx', ...HTML_TYPE, [name]: 'cloudflare' };
			const { asking } = aRest(() => new Response('', { status: 429, headers }));
			expect((await failureOf(asking.listMembers(GUILD, '0', 1, never()))).failure).toBe('blocked');
		}
	});

	it('tells no bucket if a header of it is missing or no number', async () => {
		const whole = { 'X-RateLimit-Limit': '10', 'X-RateLimit-Remaining': '9', 'X-RateLimit-Reset-After': '1.5' };
		const ask = (headers: Record<string, string>) =>
			aRest(() => new Response('[]', { headers: { ...JSON_TYPE, ...headers } })).asking.listMembers(
				GUILD,
				'0',
				1,
				never(),
			);
		expect((await ask(whole)).bucket).toEqual({ limit: 10, remaining: 9, resetAfterMs: 1_500 });
		for (const name of Object.keys(whole)) {
			expect((await ask({ ...whole, [name]: 'many' })).bucket).toBeUndefined();
			expect((await ask({ ...whole, [name]: '-1' })).bucket).toBeUndefined();
		}
		expect((await ask({ 'X-RateLimit-Limit': '10' })).bucket).toBeUndefined();
	});
});

it('does not believe a cache on the way, whatever it answers', async () => {
	for (const [status, text] of [
		[200, '[]'],
		[404, '{"message":"Unknown Member","code":10007}'],
	] as const) {
		const { asking } = aRest(() => new Response(text, { status, headers: { ...JSON_TYPE, Age: '7' } }));
		const error = await failureOf(asking.getMember(GUILD, USER, never()));
		expect([error.failure, error.message]).toEqual(['unavailable', 'The answer is from a cache, 7 s old.']);
	}
	const { asking } = aRest(() => new Response('[]', { headers: { ...JSON_TYPE, Age: '0' } }));
	expect((await asking.listMembers(GUILD, '0', 1, never())).members).toEqual([]);
});

describe('the token', () => {
	it('is not blamed for a 401 to the one that the bot had before', async () => {
		const bot = { token: 'first' };
		const { asking } = aRest(() => {
			bot.token = 'second';
			return asJson(401, { message: '401: Unauthorized', code: 0 })();
		}, bot);
		const error = await failureOf(asking.listMembers(GUILD, '0', 1, never()));
		expect([error.failure, error.answered?.status]).toEqual(['unavailable', 401]);
		expect((await failureOf(asking.listMembers(GUILD, '0', 1, never()))).failure).toBe('invalidToken');
	});

	it('is needed: without one nothing is sent, and no status is told', async () => {
		const { asking } = aRest(asPage(200), { token: null });
		const error = await failureOf(asking.listMembers(GUILD, '0', 1, never()));
		expect([error.failure, error.sent, error.answered]).toEqual(['invalidToken', false, undefined]);
		expect(error.message).not.toContain('401');
	});
});

describe('the options of the bot’s REST', () => {
	it('are followed when the bot changes them, and nothing is made while they stay', async () => {
		const { rest, asking } = aRest(asPage(502));
		const seen: unknown[] = [];
		const listen = async (url: string, options: { dispatcher?: unknown }) => {
			seen.push([new URL(url).host, options.dispatcher]);
			return asPage(502)() as unknown as ResponseLike;
		};
		rest.options.makeRequest = listen as never;
		const ask = () => failureOf(asking.listMembers(GUILD, '0', 1, never()));
		await ask();
		const agent = { isAgent: true };
		rest.setAgent(agent as never);
		await ask();
		rest.options.api = 'https://proxy.example/api';
		await ask();
		expect(seen).toEqual([
			['discord.com', undefined],
			['discord.com', agent],
			['proxy.example', agent],
		]);
	});

	it('that stay keep what the REST has learned of its buckets', async () => {
		let count = 0;
		const { asking } = aRest(() => {
			count++;
			const headers = { ...JSON_TYPE, 'X-RateLimit-Limit': '1', 'X-RateLimit-Remaining': '0' };
			const reset = { 'X-RateLimit-Reset-After': '60', 'X-RateLimit-Bucket': 'b' };
			return new Response('[]', { status: 200, headers: { ...headers, ...reset } });
		});
		await asking.listMembers(GUILD, '0', 1, never()); // tells the name of the bucket
		await asking.listMembers(GUILD, '0', 1, never());
		const error = await failureOf(asking.listMembers(GUILD, '0', 1, never()));
		expect([error.failure, error.sent, count]).toEqual(['rateLimited', false, 2]);
	});
});
