import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';
import { EventLog, matches, wrongIn } from './index.js';

describe('an expectation', () => {
	it('is met by what it was made of, and by that with more keys', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (value, more) => {
				const plain = JSON.parse(JSON.stringify(value).replaceAll('$', '')) as unknown;
				expect(matches({ plain, more }, { plain })).toBe(true);
				expect(matches({ more }, { plain: { $exists: true } })).toBe(false);
			}),
		);
	});

	it.each<[unknown, unknown, boolean]>([
		[{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
		[{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
		[[1, 2], [1, 2], true],
		[[1, 2, 3], [1, 2], false],
		['hello', { $matches: '^h' }, true],
		[5, { $matches: '5' }, false],
		['hello', { $includes: 'ell' }, true],
		[[{ id: '1' }, { id: '2' }], { $includes: { id: '2' } }, true],
		[[{ id: '1' }], { $includes: { id: '2' } }, false],
		[3, { $least: 3, $most: 4 }, true],
		[5, { $least: 3, $most: 4 }, false],
		['3', { $least: 3 }, false],
		[null, { $exists: false }, true],
		[1, { $not: 2 }, true],
		[2, { $not: 2 }, false],
		[undefined, {}, false],
		[1, { $unknown: 1 }, false],
	])('%j fits %j: %s', (value, expected, is) => {
		expect(matches(value, expected)).toBe(is);
	});

	it.each([
		[{ a: { $match: 'x' } }, 'where.a: there is no condition $match; there are $matches, $includes'],
		[[{ $matches: '(' }], 'where.0.$matches: "(" is not a regular expression'],
		[{ a: [{ b: 1 }] }, undefined],
	])('%j is wrong in: %s', (expected, message) => {
		if (message === undefined) expect(wrongIn(expected)).toBeUndefined();
		else expect(wrongIn(expected)).toContain(message);
	});
});

describe('the log of an emulator', () => {
	it('has what bots do, what they are told and what changes, in order and without the token', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		const log = new EventLog(emulator, Date.now);
		const client = await GatewayClient.login(emulator);
		const { user } = emulator.world.guild().join();
		const headers = { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' };
		const path = `/guilds/${emulator.world.guild().id}/members/${user.id}`;
		await fetch(`${emulator.restUrl}/v10${path}?a=b`, { method: 'PATCH', headers, body: '{"nick":"N"}' });
		client.close();
		await log.wait({ where: { type: 'close' } }, AbortSignal.timeout(60_000));
		const botId = emulator.bots[0]?.id;
		const all = log.select();
		expect(all.map(({ n }) => n)).toEqual(all.map((_, at) => at + 1));
		expect(all).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ type: 'frame', botId, op: 2, data: expect.objectContaining({ intents: 3 }) }),
				expect.objectContaining({ type: 'dispatch', botId, event: 'READY', delivered: true }),
				expect.objectContaining({ type: 'change', change: expect.objectContaining({ type: 'memberAdd' }) }),
				expect.objectContaining({
					...{ type: 'request', botId, route: 'modifyMember', method: 'PATCH', path, query: { a: 'b' } },
					...{ body: { nick: 'N' }, status: 200, answer: expect.objectContaining({ nick: 'N' }) },
				}),
				expect.objectContaining({ type: 'close', botId, code: 1000 }),
			]),
		);
		expect(JSON.stringify(all)).not.toContain(emulator.token);
		log.close();
		emulator.world.guild().join();
		expect(log.last).toBe(all.length);
	});

	it('gives what came when the wait is called off, and leaves nothing behind', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 30 }] });
		const log = new EventLog(emulator, Date.now);
		const stop = new AbortController();
		const waited = log.wait({ where: { change: { type: 'memberAdd' } }, limit: 2 }, stop.signal);
		emulator.world.guild().join();
		await new Promise((resolve) => setImmediate(resolve));
		stop.abort();
		expect(await waited).toHaveLength(1);
		expect(await log.wait({ where: { change: { type: 'memberAdd' } } }, stop.signal)).toHaveLength(1);
		expect(await log.wait({ where: { change: { type: 'memberRemove' } } }, stop.signal)).toEqual([]);
	});

	it('keeps the data of dispatches as text, of long ones the beginning, and gives the newest entries', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 800 }] });
		const log = new EventLog(emulator, Date.now);
		const client = await GatewayClient.login(emulator);
		client.requestAll(emulator.world.guild().id, 'n');
		const { d } = await client.next('GUILD_MEMBERS_CHUNK');
		const dataOf = (event: string) => log.dataOf(log.select({ where: { event } })[0]?.n ?? 0);
		const ready = client.events('READY')[0]?.d;
		expect(JSON.parse(dataOf('READY')?.text ?? '')).toEqual(ready);
		const chunk = dataOf('GUILD_MEMBERS_CHUNK');
		expect(chunk?.characters).toBe(JSON.stringify(d).length);
		expect(JSON.stringify(d).startsWith(chunk?.text ?? 'x')).toBe(true);
		expect(chunk?.text).toHaveLength(4096);
		expect(JSON.stringify(log.select())).not.toContain('joined_at');
		const all = log.select().map(({ n }) => n);
		expect(log.latest(0, 3).map(({ n }) => n)).toEqual(all.slice(-3));
		expect(log.latest(all.length - 1, 3).map(({ n }) => n)).toEqual(all.slice(-1));
		expect(log.latest(all.length, 3)).toEqual([]);
		log.clear();
		expect(log.latest(0, 3)).toEqual([]);
		expect(log.dataOf(1)).toBeUndefined();
		client.close();
	});

	it('keeps no large answers, and forgets the oldest entries', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 1000 }] });
		const log = new EventLog(emulator, Date.now);
		const headers = { authorization: `Bot ${emulator.token}` };
		await fetch(`${emulator.restUrl}/v10/guilds/${emulator.world.guild().id}/members?limit=1000`, { headers });
		expect(log.select()[0]).toMatchObject({ route: 'listMembers', answer: { omitted: 'too large for the log' } });
		const [id = ''] = emulator.world.guild().ids(0, 1);
		for (let n = 0; n < 12_000; n++) emulator.world.guild().update(id, { nick: `n${n}` });
		const kept = log.select();
		expect(kept.length).toBeLessThanOrEqual(11_000);
		expect(kept.at(-1)).toMatchObject({ n: 12_001, change: { member: { nick: 'n11999' } } });
	});
});
