import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import type { RestOptions } from '../../options/index.js';
import { startRest } from '../../tests/startRest.js';
import { type LimitSubject, RateLimiter } from './index.js';

const tight = { limit: 2, window: 10_000 };

function aLimiter(globalLimit = { limit: 50, window: 1000 }, given: RestOptions['buckets'] = { default: tight }) {
	const clock = new ManualClock();
	const limiter = new RateLimiter({ latency: 0, clockSkew: 0, globalLimit, buckets: given }, clock);
	const subject: LimitSubject = { botId: '1', route: 'listMembers', major: '9', isExempt: false, isUnlimited: false };
	return { clock, subject, take: (given: Partial<LimitSubject> = {}) => limiter.take({ ...subject, ...given }) };
}

describe('rate limits', () => {
	it('count per bot, per route and per guild in the path', () => {
		const { take } = aLimiter();
		expect([take(), take(), take()].map(({ refusal }) => refusal?.scope)).toEqual([undefined, undefined, 'user']);
		for (const other of [{ botId: '2' }, { route: 'getGuild' }, { major: '8' }])
			expect(take(other).refusal).toBeUndefined();
	});

	it('begin their window with the first request and are full again after it', () => {
		const { take, clock } = aLimiter();
		expect(take().headers).toMatchObject({
			'x-ratelimit-limit': '2',
			'x-ratelimit-remaining': '1',
			'x-ratelimit-reset-after': '10.000',
		});
		clock.advance(4000);
		take();
		expect(take().refusal).toEqual({ retryAfter: 6, scope: 'user' });
		clock.advance(6000);
		expect(take().refusal).toBeUndefined();
	});

	it('allow a number of requests of a bot in a second over all routes, and a refused one does not count in its bucket', () => {
		const { take, clock } = aLimiter({ limit: 3, window: 1000 });
		for (const route of ['a', 'b', 'c']) expect(take({ route }).refusal).toBeUndefined();
		expect(take({ route: 'd' }).refusal).toEqual({ retryAfter: 1, scope: 'global' });
		clock.advance(1000);
		expect(take({ route: 'd' }).headers['x-ratelimit-remaining']).toBe('1');
	});

	it('leave interactions out of the global limit', () => {
		const { take } = aLimiter({ limit: 1, window: 1000 });
		take();
		expect(take({ route: 'interactionCallback', isExempt: true }).refusal).toBeUndefined();
	});

	it('have no bucket for the callbacks of interactions, unless the options give them one', () => {
		const callback = { route: 'interactionCallback', isExempt: true, isUnlimited: true };
		const { take } = aLimiter();
		for (let count = 0; count < 5; count++) expect(take(callback)).toEqual({ headers: {} });
		const limited = aLimiter(undefined, { default: tight, interactionCallback: { limit: 1, window: 1_000 } });
		expect([limited.take(callback), limited.take(callback)].map(({ refusal }) => refusal?.scope)).toEqual([
			undefined,
			'user',
		]);
	});
});

describe('rate limits over HTTP', () => {
	it('are in the headers of every answer, also of errors', async () => {
		const { get, guild } = await startRest({ rest: { buckets: { default: tight } } });
		for (const path of ['/users/@me', `/guilds/1/members`, `/guilds/${guild.id}/members?limit=0`]) {
			const { headers } = await get(path);
			expect(headers.get('x-ratelimit-limit')).toBe('2');
			expect(headers.get('x-ratelimit-remaining')).toMatch(/^[01]$/);
			expect(headers.get('x-ratelimit-reset')).toMatch(/^\d{10}\.\d{3}$/);
			expect(headers.get('x-ratelimit-reset-after')).toBe('10.000');
			expect(headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
			expect(headers.has('x-ratelimit-scope')).toBe(false);
		}
	});

	it('answer 429 with the body, Retry-After and the scope user', async () => {
		const { get, stats } = await startRest({ rest: { buckets: { default: { limit: 1, window: 2500 } } } });
		await get('/users/@me');
		const { status, headers, body } = await get('/users/@me');
		expect([status, body]).toEqual([
			429,
			{ message: 'You are being rate limited.', code: 0, retry_after: 2.5, global: false },
		]);
		expect(headers.get('retry-after')).toBe('3');
		expect(headers.get('x-ratelimit-scope')).toBe('user');
		expect(headers.get('x-ratelimit-remaining')).toBe('0');
		expect(headers.has('x-ratelimit-global')).toBe(false);
		expect(stats.bot().rest.rateLimited).toBe(1);
	});

	it('answer 429 with X-RateLimit-Global over the global limit', async () => {
		const { get } = await startRest({ rest: { globalLimit: { limit: 1, window: 1000 } } });
		await get('/users/@me');
		const { status, headers, body } = await get('/gateway/bot');
		expect([status, body]).toEqual([
			429,
			{ message: 'You are being rate limited.', code: 0, retry_after: 1, global: true },
		]);
		expect(headers.get('x-ratelimit-global')).toBe('true');
		expect(headers.get('x-ratelimit-scope')).toBe('global');
		expect(headers.get('retry-after')).toBe('1');
		expect(headers.has('x-ratelimit-remaining')).toBe(false);
	});

	it('are not taken for a block of Cloudflare, because each answer has the header Via', async () => {
		const { get } = await startRest({ rest: { globalLimit: { limit: 3, window: 1000 } } });
		const answers = [await get('/users/@me'), await get('/users/1'), await get('/nothing'), await get('/users/@me')];
		answers.push(await get('/users/@me'), await get('/users/@me', { headers: { authorization: '' } }));
		expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 200, 429, 401]);
		expect(answers.map(({ headers }) => headers.get('via'))).toEqual(answers.map(() => '1.1 google'));
	});

	it('use a clock that may be wrong for Date and Reset, but not for Reset-After', async () => {
		const { get, clock } = await startRest({ rest: { clockSkew: -3_600_000, buckets: { default: tight } } });
		const { headers } = await get('/users/@me');
		expect(Date.parse(headers.get('date') ?? '')).toBe(clock.now() - 3_600_000);
		expect(Number(headers.get('x-ratelimit-reset')) * 1000).toBe(clock.now() + 10_000 - 3_600_000);
		expect(headers.get('x-ratelimit-reset-after')).toBe('10.000');
	});

	it('allow ten pages of members in ten seconds in the profile discord', async () => {
		const { get, guild } = await startRest({ profile: 'discord', rest: { latency: 0 } });
		const statuses: number[] = [];
		for (let n = 0; n < 11; n++) statuses.push((await get(`/guilds/${guild.id}/members`)).status);
		expect(statuses).toEqual([...Array(10).fill(200), 429]);
	});
});
