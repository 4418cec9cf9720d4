import { describe, expect, it } from 'vitest';
import { CHECKS } from '../doctor/index.js';
import { examine, type Found, type Stage } from './examine.js';
import { anEmulator, rollcall } from './rollcall.js';

const verdicts = (checks: readonly Found[], verdict: string) =>
	checks.filter((found) => found.verdict === verdict).map(({ check }) => check);

describe('rollcall doctor', () => {
	it('finds everything well, in order, and asks for the bot alone', async () => {
		const stage = await anEmulator();
		const { code, ok, checks } = await examine(stage);
		expect([code, ok]).toEqual([0, true]);
		expect(checks.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
		expect(verdicts(checks, 'ok')).toHaveLength(CHECKS.length);
		const { memberRequests, identifies } = stage.emulator.stats.bot();
		expect([memberRequests.full, memberRequests.userIds, identifies]).toEqual([0, 1, 1]);
	});

	it('reads the whole list with --full, and says that a gate was shut', async () => {
		const stage = await anEmulator();
		expect((await examine(stage, ['--full'])).of('gate')).toMatchObject({
			verdict: 'ok',
			found: expect.stringContaining('1500 of 1500 members'),
		});
		const other = await anEmulator();
		other.emulator.faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter: 20 } });
		const { code, of } = await examine(other, ['--full']);
		expect([code, of('gate')]).toEqual([
			0,
			expect.objectContaining({ verdict: 'warning', cure: expect.stringContaining('second copy') }),
		]);
	});

	it('prints a line for each check, with the cure below', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 20 }], bots: [{ intents: { members: false } }] });
		const { code, out } = await ask(['doctor', guild.id]);
		expect(code).toBe(1);
		expect(out).toMatch(/^ok {7}node {5}Node /);
		expect(out).toMatch(
			/FAILED {3}intent .*\n {18}→ Switch on "Server Members Intent" on the Bot page of the application at https:/,
		);
		expect(out).toMatch(/\d failed, \d with a warning, \d skipped\.\n$/);
	});

	it('prints no line that the name of a guild has made up', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 20, name: 'Guild\nAll is well.' }] });
		const { out } = await ask(['doctor', guild.id]);
		expect(out).toContain('Guild\\u000aAll is well.');
	});

	it('without a guild checks token and application', async () => {
		const { ask, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		const { code, out } = await ask(['doctor']);
		expect([code, out]).toEqual([0, expect.stringContaining('All is well, as far as it was checked.')]);
		expect(emulator.stats.bot().identifies).toBe(0);
	});

	it('goes on without a token as far as it can', async () => {
		const { code, of, checks } = await examine(await anEmulator({ guilds: [{ members: 20 }] }), [], { env: {} });
		expect(code).toBe(1);
		expect(verdicts(checks, 'failed')).toEqual(['token']);
		expect([of('api')?.verdict, of('clock')?.verdict]).toEqual(['ok', 'ok']);
	});

	it.each<[string, (stage: Stage) => void, string, string]>([
		[
			'a token that is not accepted',
			({ emulator }) =>
				emulator.faults.add({ on: 'rest', route: 'getCurrentUser', status: 401, body: { code: 0, message: '401' } }),
			'bot',
			'Copy the token',
		],
		[
			'a guild without the bot',
			({ emulator, guild }) => guild.leave(emulator.bots[0]?.id ?? ''),
			'guild',
			'invite the bot',
		],
		[
			'a list that REST refuses',
			({ emulator }) =>
				emulator.faults.add({
					on: 'rest',
					route: 'listMembers',
					status: 403,
					body: { code: 50_001, message: 'Missing Access' },
				}),
			'list',
			'invite the bot',
		],
	])('finds %s', async (_, spoil, check, cure) => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		spoil(stage);
		const { code, of } = await examine(stage);
		expect([code, of(check)]).toEqual([
			1,
			expect.objectContaining({ verdict: 'failed', cure: expect.stringContaining(cure) }),
		]);
	});

	it('finds a clock that is wrong', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }], rest: { clockSkew: 60_000 } });
		expect((await examine(stage)).of('clock')).toMatchObject({
			verdict: 'warning',
			found: expect.stringMatching(/(59|60|61) s behind the API's/),
		});
	});

	it.each([
		['408', { status: 408, body: { message: 'timeout' } }],
		['HTML', { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } }],
	])('finds that something on the way answers: %s', async (_, fault) => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		stage.emulator.faults.add({
			on: 'rest',
			route: 'getCurrentApplication',
			...fault,
			times: Number.POSITIVE_INFINITY,
		});
		const { code, of } = await examine(stage);
		expect([code, of('proxy')?.verdict, of('intent')?.verdict]).toEqual([1, 'warning', 'failed']);
	});

	it('says that the API cannot be reached', async () => {
		const { code, out } = await rollcall(['doctor', '--api', 'http://127.0.0.1:9/api'], {
			env: { DISCORD_TOKEN: 'my-token' },
		});
		expect([code, out]).toEqual([1, expect.stringMatching(/FAILED {3}api .*ECONNREFUSED/)]);
	});

	it('prints the token nowhere', async () => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		emulator.faults.add({ on: 'rest', status: 400, body: { code: 50_035, message: emulator.token }, times: 3 });
		for (const argv of [[], ['--json']]) {
			const { out, err } = await ask(['doctor', guild.id, ...argv]);
			expect(out + err).not.toContain(emulator.token);
		}
	});
});
