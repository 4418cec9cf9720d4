import { describe, expect, it } from 'vitest';
import type { RestFault } from '../../faults/index.js';
import { startRest } from '../../tests/startRest.js';

const ids = (body: { user: { id: string } }[]) => body.map(({ user }) => user.id);

describe('faults of REST', () => {
	it('answer with their own status and body, once unless `times` says otherwise', async () => {
		const { get, faults } = await startRest();
		faults.add({
			on: 'rest',
			route: 'getCurrentUser',
			status: 503,
			body: { message: 'no', code: 0 },
			headers: { via: 'test' },
		});
		const { status, body, headers } = await get('/users/@me');
		expect([status, body, headers.get('via')]).toEqual([503, { message: 'no', code: 0 }, 'test']);
		expect((await get('/users/@me')).status).toBe(200);
	});

	it('change nothing in the world when they refuse', async () => {
		const { call, faults, guild } = await startRest();
		faults.add({ on: 'rest', route: 'createRole', status: 500 });
		const roles = guild.roles.size;
		expect((await call('POST', `/guilds/${guild.id}/roles`, {})).status).toBe(500);
		expect(guild.roles.size).toBe(roles);
	});

	it('refuse by a rate limit of any scope', async () => {
		const { get, faults } = await startRest();
		faults.add({ on: 'rest', rateLimited: { retryAfter: 1.25, scope: 'shared' } });
		faults.add({ on: 'rest', rateLimited: { retryAfter: 7, global: true } });
		const shared = await get('/users/@me');
		expect(shared).toMatchObject({ status: 429, body: { retry_after: 1.25, global: false } });
		expect(shared.headers.get('x-ratelimit-scope')).toBe('shared');
		const global = await get('/users/@me');
		expect(global).toMatchObject({ status: 429, body: { retry_after: 7, global: true } });
		expect(global.headers.get('x-ratelimit-global')).toBe('true');
		expect(global.headers.get('retry-after')).toBe('7');
	});

	it.each<[string, Omit<RestFault, 'on'>, object]>([
		['the bot', { rateLimited: { retryAfter: 7.25 } }, { scope: 'user', remaining: '0', resetAfter: '7.250' }],
		[
			'the bot, for an hour',
			{ rateLimited: { retryAfter: 3600 } },
			{ scope: 'user', remaining: '0', resetAfter: '3600.000' },
		],
		['all that it does', { rateLimited: { retryAfter: 1.1, global: true } }, { scope: 'global', global: 'true' }],
		[
			'all, by the scope alone',
			{ rateLimited: { retryAfter: 2, scope: 'global' } },
			{ scope: 'global', global: 'true' },
		],
		[
			'what it shares',
			{ rateLimited: { retryAfter: 9, scope: 'shared' } },
			{ scope: 'shared', remaining: '4', resetAfter: '1.000' },
		],
		['by a bare status', { status: 429 }, { scope: 'user', remaining: '0', resetAfter: '1.000' }],
		[
			'by a status and header',
			{ status: 429, headers: { 'retry-after': '5' } },
			{ scope: 'user', remaining: '0', resetAfter: '5.000' },
		],
		[
			'by a status and body',
			{ status: 429, body: { message: 'no', retry_after: 0.5, global: false, code: 20028 } },
			{ scope: 'user', remaining: '0', resetAfter: '0.500' },
		],
		[
			'by a body that says global',
			{ status: 429, body: { message: 'no', retry_after: 3, global: true } },
			{ scope: 'global', global: 'true' },
		],
	])('refuse %s with headers that say what the body says', async (_, fault, expected) => {
		const { get, faults, clock, stats } = await startRest({
			rest: { buckets: { default: { limit: 5, window: 1000 } } },
		});
		faults.add({ on: 'rest', ...fault });
		const { status, headers, body } = await get('/users/@me');
		const header = (name: string) => headers.get(name) ?? undefined;
		const { retry_after, global } = body;
		expect(status).toBe(429);
		expect({
			scope: header('x-ratelimit-scope'),
			global: header('x-ratelimit-global'),
			remaining: header('x-ratelimit-remaining'),
			resetAfter: header('x-ratelimit-reset-after'),
		}).toEqual({ global: undefined, remaining: undefined, resetAfter: undefined, ...expected });
		expect(header('retry-after')).toBe(`${Math.ceil(retry_after)}`);
		expect(global).toBe(header('x-ratelimit-global') === 'true');
		const resetAfter = header('x-ratelimit-reset-after');
		const resetAt = resetAfter && ((clock.now() + Number(resetAfter) * 1000) / 1000).toFixed(3);
		expect(header('x-ratelimit-reset')).toBe(resetAt);
		expect(header('via')).toBe('1.1 google');
		expect(stats.bot().rest.rateLimited).toBe(1);
	});

	it("answer 429 with a body that is not Discord's, and then without its limits", async () => {
		const { get, faults } = await startRest();
		faults.add({ on: 'rest', status: 429, body: { error: 'slow down' } });
		const { status, headers, body } = await get('/users/@me');
		expect([status, body]).toEqual([429, { error: 'slow down' }]);
		expect([...headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
	});

	it('block as Cloudflare does: without the headers of Discord, and without touching its buckets', async () => {
		const { root, bot, faults, get } = await startRest();
		const ask = (path: string) => fetch(`${root}/api${path}`, { headers: { authorization: `Bot ${bot.token}` } });
		const remaining = async () => (await get('/users/@me')).headers.get('x-ratelimit-remaining');
		const before = Number(await remaining());
		faults.add({ on: 'rest', cloudflare: { code: 1015, retryAfter: 3600 } });
		faults.add({ on: 'rest', cloudflare: { code: 40333 } });
		const blocked = await ask('/users/@me');
		expect([blocked.status, await blocked.text()]).toEqual([429, 'error code: 1015']);
		expect(blocked.headers.get('content-type')).toMatch('text/plain');
		expect(blocked.headers.get('retry-after')).toBe('3600');
		expect(blocked.headers.has('via')).toBe(false);
		expect([...blocked.headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
		const refused = await ask('/users/@me');
		expect([refused.status, await refused.json()]).toEqual([403, { message: 'internal network error', code: 40333 }]);
		expect(Number(await remaining())).toBe(before - 1);
	});

	it('reset the connection', async () => {
		const { get, faults } = await startRest();
		faults.add({ on: 'rest', reset: true });
		await expect(get('/users/@me')).rejects.toThrow('fetch failed');
	});

	it('break off in the middle of the body', async () => {
		const { get, faults } = await startRest();
		faults.add({ on: 'rest', truncateBody: true });
		await expect(get('/users/@me')).rejects.toThrow(/terminated/);
	});

	it('hold back an answer that is as old as its request', async () => {
		const { get, faults, clock, guild } = await startRest();
		faults.add({ on: 'rest', route: 'listMembers', delay: 1000 });
		const answer = get(`/guilds/${guild.id}/members?limit=1`);
		await expect.poll(() => clock.pending).toBe(1);
		guild.leave(guild.memberAt(0).user.id);
		clock.advance(1000);
		expect(ids((await answer).body)).toEqual([guild.memberAt(0).user.id]);
	});

	it('send a body slowly, but whole', async () => {
		const { get, faults, clock, bot } = await startRest();
		faults.add({ on: 'rest', slowBody: 2000 });
		const answer = get('/users/@me');
		let done = false;
		const finished = answer.then(() => {
			done = true;
		});
		let slices = 0;
		await expect
			.poll(
				() => {
					if (clock.pending > 0) slices++;
					clock.advance(50);
					return done;
				},
				{ interval: 1 },
			)
			.toBe(true);
		await finished;
		expect((await answer).body.id).toBe(bot.id);
		expect(slices).toBeGreaterThan(2);
	});

	it('make a page empty, short, unsorted or with repeated rows', async () => {
		const { get, faults, guild } = await startRest();
		const path = `/guilds/${guild.id}/members?limit=10`;
		const truth = ids((await get(path)).body);
		faults.add({ on: 'rest', route: 'listMembers', emptyPage: true });
		faults.add({ on: 'rest', route: 'listMembers', shortPage: 3 });
		faults.add({ on: 'rest', route: 'listMembers', unsorted: true });
		faults.add({ on: 'rest', route: 'listMembers', repeatRows: 2 });
		expect(ids((await get(path)).body)).toEqual([]);
		expect(ids((await get(path)).body)).toEqual(truth.slice(0, 3));
		expect(ids((await get(path)).body)).toEqual(truth.toReversed());
		expect(ids((await get(path)).body)).toEqual([...truth, ...truth.slice(0, 2)]);
		expect(ids((await get(path)).body)).toEqual(truth);
	});
});
