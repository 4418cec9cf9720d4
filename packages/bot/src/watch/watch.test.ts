import { once } from 'node:events';
import { Events } from 'discord.js';
import type { HealthFinding, HealthReport, RosterStatusChange } from 'rollcall';
import { expect, it, vi } from 'vitest';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { MovableClock } from '../tests/MovableClock.js';
import { startBot } from '../tests/startBot.js';
import { until } from '../tests/until.js';
import { RosterWatch } from './RosterWatch.js';
import { StaleReasons } from './StaleReasons.js';

const MINUTE = 60_000;

/** The lines of the log about lists or the health. */
const told = (log: readonly Record<string, unknown>[]) =>
	log.filter(({ msg }) => /member list|member service/.test(String(msg))).map(({ time, ...line }) => line);

it('A list that goes stale is one line with guild and reason, and one when it is true again', async () => {
	const { emulator, bot, guild, log } = await startBot({ guilds: [{ members: 60, name: 'Home' }] });
	const home = bot.client.guilds.cache.get(guild.id);
	if (!home) throw new Error('The bot does not have its guild.');
	await bot.members.fetchGuildMembers(home);
	expect(told(log)).toEqual([]);
	const back = once(bot.client, Events.ShardReady);
	emulator.faults.gateway.cut({ resumable: false });
	await back;
	await until(() => told(log).length > 0);
	const facts = { guildId: guild.id, guild: 'Home' };
	const reason = 'the gateway session was replaced by a new one';
	expect(told(log)).toEqual([{ level: 40, ...facts, reason, msg: 'The member list of a guild is stale' }]);
	await bot.members.fetchGuildMembers(home);
	expect(told(log).slice(1)).toEqual([
		{ level: 30, ...facts, size: 60, msg: 'The member list of a guild is true again' },
	]);
});

/** A watch that hears what a test says. */
async function aRosterWatch() {
	const clock = new MovableClock();
	const { bot, container, log } = await startBot({ clock });
	const emit = vi.spyOn(bot.members, 'on');
	const watch = new RosterWatch(bot.members, new StaleReasons(), clock, container.resolve(DI_TOKENS.Logger));
	watch.attach(bot.client);
	const hear = emit.mock.calls.at(-1)?.[1] as unknown as (change: RosterStatusChange) => void;
	const turn = (guildId: string, status: RosterStatusChange['status'], reason?: string) =>
		hear({ guildId, status, size: 5, ...(reason !== undefined && { reason }) });
	return { clock, log, turn, watch };
}

it('Many lists that go stale for one reason are one line with their number', async () => {
	const { clock, log, turn, watch } = await aRosterWatch();
	for (let n = 0; n < 1_000; n++) turn(`1${n}`, 'stale', 'the session was lost');
	turn('2', 'stale', 'an outage');
	clock.advance(1);
	watch.stop();
	expect(told(log)).toEqual([
		expect.objectContaining({
			guilds: 1_000,
			reason: 'the session was lost',
			msg: 'The member lists of 1000 guilds are stale',
		}),
		expect.objectContaining({ guildId: '2', reason: 'an outage' }),
	]);
	expect(told(log)[0]?.guildIds).toHaveLength(20);
});

it('A list that comes and goes is told every five minutes with a count, and one that is dropped is told, too', async () => {
	const { clock, log, turn, watch } = await aRosterWatch();
	for (let n = 0; n < 50; n++) {
		turn('1', 'stale', 'an outage');
		turn('1', 'complete');
	}
	expect(told(log).map(({ level }) => level)).toEqual([40, 30]);
	clock.advance(5 * MINUTE);
	expect(told(log)).toHaveLength(3);
	expect(told(log)[2]).toMatchObject({ guildId: '1', changes: 98, msg: 'The member list of a guild is true again' });
	clock.advance(5 * MINUTE);
	turn('1', 'stale', 'an outage');
	turn('1', 'none');
	expect(told(log).at(-1)?.msg).toBe('The stale member list of a guild is not held any more');
	watch.stop();
});

/** A bot whose service is as the test says. `look` lets half a minute pass, after which the health is looked at. */
async function aHealthWatch() {
	const clock = new MovableClock();
	const { bot, log } = await startBot({ clock });
	let findings: HealthFinding[] = [];
	const check = vi.spyOn(bot.members, 'healthCheck').mockImplementation(async () => {
		const status = findings[0]?.level ?? 'healthy';
		return { status, findings, reasons: findings.map(({ reason }) => reason) } as unknown as HealthReport;
	});
	const look = async (...found: Omit<HealthFinding, 'level'>[]) => {
		findings = found.map((one) => ({ ...one, level: 'degraded' }));
		const calls = check.mock.calls.length;
		clock.advance(30_000);
		await until(() => check.mock.calls.length > calls);
		await new Promise(setImmediate);
	};
	return { look, log };
}

it('The health is told when it changes, with its reasons, and not again while it stays', async () => {
	const { look, log } = await aHealthWatch();
	await look();
	await look({ code: 'gate_refused', reason: 'Discord refused a request.' });
	await look({ code: 'gate_refused', reason: 'Discord refused a request.' });
	await look();
	expect(told(log)).toEqual([
		{ level: 40, status: 'degraded', reasons: ['Discord refused a request.'], msg: 'The member service is degraded' },
		{ level: 30, status: 'healthy', reasons: [], msg: 'The member service is healthy again' },
	]);
});

it('Another reason is told even if the status is the same, after five minutes, and new figures are none', async () => {
	const { look, log } = await aHealthWatch();
	const drift = (members: number) => ({ code: 'drift', reason: `A list is ${members} members off.` }) as const;
	await look(drift(20));
	for (let n = 21; n < 40; n++) await look(drift(n));
	expect(told(log).map(({ reasons }) => reasons)).toEqual([['A list is 20 members off.']]);
	await look({ code: 'calls_waiting', reason: '300 calls wait.' }, drift(40));
	expect(told(log).slice(1)).toEqual([
		{
			level: 40,
			status: 'degraded',
			reasons: ['300 calls wait.', 'A list is 40 members off.'],
			msg: 'The member service is degraded',
		},
	]);
});
