import { describe, expect, it } from 'vitest';
import { startRest } from '../tests/startRest.js';

describe('RestServer', () => {
	it('answers 401 with code 0 without a token, with a wrong one, and with a token of another kind', async () => {
		const { get } = await startRest();
		for (const authorization of ['', 'Bot wrong', 'Bearer wrong']) {
			const { status, body } = await get('/users/@me', { headers: { authorization } });
			expect([status, body]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
		}
	});

	it('serves the API under /api/v10, /api/v9 and /api alike', async () => {
		const { get, bot } = await startRest();
		for (const base of ['/api/v10', '/api/v9', '/api']) {
			expect((await get(`${base}/users/@me`)).body).toMatchObject({ id: bot.id, bot: true });
		}
	});

	it('refuses other versions with code 50041', async () => {
		const { get } = await startRest();
		expect(await get('/api/v6/users/@me')).toMatchObject({ status: 400, body: { code: 50041 } });
	});

	it('answers 404 with code 0 for an unknown path and 405 for a known one with another method', async () => {
		const { get, call } = await startRest();
		expect(await get('/nothing/here')).toMatchObject({ status: 404, body: { message: '404: Not Found', code: 0 } });
		expect(await get('/api')).toMatchObject({ status: 404 });
		expect(await call('DELETE', '/users/@me')).toMatchObject({
			status: 405,
			body: { message: '405: Method Not Allowed', code: 0 },
		});
	});

	it('refuses ids that are not snowflakes, and bodies that are not JSON', async () => {
		const { get, call, guild } = await startRest();
		expect(await get('/guilds/abc/members')).toMatchObject({
			status: 400,
			body: { code: 50035, errors: { guild_id: { _errors: [{ code: 'NUMBER_TYPE_COERCE' }] } } },
		});
		const broken = await call('POST', `/guilds/${guild.id}/roles`, undefined, { body: '{"name":' });
		expect(broken).toMatchObject({ status: 400, body: { code: 50109 } });
	});

	it('counts requests by bot and route', async () => {
		const { get, stats, bot } = await startRest();
		await get('/users/@me');
		await get('/users/@me');
		await get('/gateway/bot');
		expect(stats.bot(bot.id).rest).toMatchObject({ total: 3, byRoute: { getCurrentUser: 2, getGatewayBot: 1 } });
	});

	it('tells anybody the address of the gateway, and tells a bot how to connect', async () => {
		const { get, root } = await startRest();
		const url = `ws://${new URL(root).host}/gateway`;
		expect((await get('/gateway', { headers: { authorization: '' } })).body).toEqual({ url });
		expect((await get('/gateway/bot')).body).toEqual({
			url,
			shards: 1,
			session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
		});
	});

	it('waits for its latency, and leaves no timer after it is closed', async () => {
		const { get, clock, rest } = await startRest({ rest: { latency: 150 } });
		const answer = get('/users/@me');
		answer.catch(() => undefined);
		await expect.poll(() => clock.pending).toBe(1);
		clock.advance(150);
		expect((await answer).status).toBe(200);
		get('/users/@me').catch(() => undefined);
		await expect.poll(() => clock.pending).toBe(1);
		rest.close();
		expect(clock.pending).toBe(0);
	});
});
