import { expect, it } from 'vitest';
import { describeRedis } from '../../tests/redisStage.js';
import { redisGates } from '../redisGates.js';

const GUILD = { botId: '1', guildId: '2' };

describeRedis('the turns of a process', (stage) => {
	const gatesOf = (prefix: string, address: string) =>
		redisGates(stage.client(), { prefix, address, invalidRequests: 3, timeoutMs: 1_000 });

	it('end for every process of an address, and for no other, after too many invalid requests', async () => {
		const [one, other, elsewhere] = [gatesOf('turns', 'a'), gatesOf('turns', 'a'), gatesOf('turns', 'b')];
		expect((await one.takeTurn(GUILD, 'lookups')).isTaken).toBe(true);
		one.tellAnswer(GUILD, 'lookups', { status: 200 });
		for (const status of [401, 403, 404, 500]) one.tellAnswer({ ...GUILD, guildId: '3' }, 'roles', { status });
		expect((await one.takeTurn(GUILD, 'counts')).isTaken).toBe(true);
		one.tellAnswer(GUILD, 'counts', { status: 429, retryAfterMs: 100 });
		await expect.poll(async () => (await one.takeTurn(GUILD, 'pages')).waitMs).toBeGreaterThan(9 * 60_000);
		expect((await one.takeTurn(GUILD, 'application')).isTaken).toBe(false);
		expect((await other.takeTurn(GUILD, 'application')).isTaken).toBe(false);
		expect((await elsewhere.takeTurn({ ...GUILD, guildId: '4' }, 'application')).isTaken).toBe(true);
		for (const gates of [one, other, elsewhere]) gates.close();
	});

	it('are all there again after `close`: each process then keeps its own limits', async () => {
		const gates = gatesOf('closed', 'c');
		await gates.takeTurn(GUILD, 'pages');
		expect((await gates.takeTurn(GUILD, 'pages')).isTaken).toBe(false);
		gates.close();
		expect(await gates.takeTurn(GUILD, 'pages')).toEqual({ isTaken: true, waitMs: 0 });
		expect(await gates.takeWindow(GUILD, 1_000)).toBe(0);
	});
});
