import { once } from 'node:events';
import { Events } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { createLogger } from '../logging/index.js';
import { MovableClock } from '../tests/MovableClock.js';
import { startBot } from '../tests/startBot.js';
import { until } from '../tests/until.js';
import { AwayShards } from './AwayShards.js';

const MINUTE = 60_000;

it('A gateway that stays away for an hour is one error line with the close code, repeated every five minutes', () => {
	const clock = new ManualClock();
	const log: Record<string, unknown>[] = [];
	const environment = { logLevel: 'info', dashboard: { host: '::1', port: 0 } } as const;
	const shards = new AwayShards(clock, createLogger(environment, { write: (line) => void log.push(JSON.parse(line)) }));
	expect(shards.lose(0, { code: 1006, codeName: 'NoCloseFrame' })).toBe(true);
	for (let attempt = 0; attempt < 7_200; attempt++) {
		expect(shards.noteFailure(0, new Error('connect ECONNREFUSED'))).toBe(true);
		clock.advance(500);
		expect(shards.lose(0, {})).toBe(false);
	}
	expect(log).toHaveLength(12);
	expect(log[0]).toMatchObject({
		level: 50,
		...{ shardId: 0, code: 1006, codeName: 'NoCloseFrame', awayMs: 15_000, lastError: 'connect ECONNREFUSED' },
		msg: 'There has been no connection to Discord for 15 s; still trying',
	});
	expect(log[1]?.awayMs).toBe(15_000 + 5 * MINUTE);
	expect(shards.return(0)).toEqual({ awayMs: 60 * MINUTE, attempts: 7_201 });
	expect(shards.return(0)).toBeUndefined();
	expect(shards.noteFailure(0, new Error('another'))).toBe(false);
	expect(clock.pending).toBe(0);
});

it('The last failure of a gateway that stays away is logged without what may be a secret', () => {
	const clock = new ManualClock();
	const log: string[] = [];
	const environment = { logLevel: 'info', dashboard: { host: '::1', port: 0 } } as const;
	const shards = new AwayShards(clock, createLogger(environment, { write: (line) => void log.push(line) }));
	shards.lose(0, {});
	shards.noteFailure(0, new SyntaxError('Invalid URL: wss://me:hush@gateway.example/?key=hush'));
	clock.advance(15_000);
	expect(log.join()).toMatch(/"lastError":"Invalid URL: .*gateway\.example/);
	expect(log.join()).not.toContain('hush');
	shards.stop();
});

it('A real gateway that is gone makes no line with a stack, and no line for each attempt', async () => {
	const clock = new MovableClock();
	const { bot, emulator, log } = await startBot({ clock });
	let attempts = 0;
	bot.client.on(Events.ShardReconnecting, () => void attempts++);
	await emulator.stop();
	await once(bot.client, Events.ShardReconnecting);
	await until(() => attempts >= 3);
	clock.advance(20_000);
	const lines = log.filter(({ level }) => Number(level) >= 40);
	expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
		[40, 'The connection to Discord is lost; trying again'],
		[50, expect.stringMatching(/no connection to Discord for \d+ s/)],
	]);
	expect(JSON.stringify(log)).not.toContain('    at ');
});
