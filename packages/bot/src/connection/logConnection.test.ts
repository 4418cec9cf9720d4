import { once } from 'node:events';
import { Events } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { readEnvironment } from '../environment/index.js';
import { createLogger } from '../logging/index.js';
import { startBot, startEmulator } from '../tests/startBot.js';
import { createClient } from './createClient.js';
import { logConnection } from './logConnection.js';
import { login } from './login.js';

it('A lost connection is logged once, and so is its return, whatever the number of attempts', async () => {
	const { bot, emulator, log } = await startBot();
	emulator.faults.gateway.cut({ resumable: true });
	await once(bot.client, Events.ShardReconnecting);
	// As for each attempt to reach a gateway that is not there.
	bot.client.emit(Events.ShardReconnecting, 0);
	await once(bot.client, Events.ShardResume);
	const lines = log.filter(({ msg }) => String(msg).includes('connection'));
	expect(lines).toEqual([
		expect.objectContaining({ level: 40, shardId: 0, msg: expect.stringContaining('is lost') }),
		expect.objectContaining({ level: 30, shardId: 0, msg: expect.stringContaining('is back') }),
	]);
});

it.each([
	[4000, 'UnknownError', true, true],
	[4009, 'SessionTimedOut', true, true],
	[4008, 'RateLimited', false, true],
	[1001, 'GoingAway', true, true],
	[4014, 'DisallowedIntents', false, false],
	[4004, 'AuthenticationFailed', false, false],
])(
	'A close with code %i is logged with the code, its name, and whether it may come back',
	async (code, codeName, resumable, mayReconnect) => {
		const { bot, emulator, log } = await startBot();
		const back = Promise.race([once(bot.client, Events.ShardResume), once(bot.client, Events.ShardReady)]);
		emulator.faults.gateway.cut({ resumable, code });
		await (mayReconnect ? back : once(bot.client, Events.ShardDisconnect));
		const closed = log.filter((line) => line.mayReconnect !== undefined);
		expect(closed).toEqual([expect.objectContaining({ shardId: 0, code, codeName, mayReconnect })]);
		expect(closed[0]?.level).toBe(mayReconnect ? 40 : 50);
	},
);

it('Each loss is logged with its own code, also one without a close frame', async () => {
	const { bot, emulator, log } = await startBot();
	const { gateway } = emulator.faults;
	const losses = [
		() => gateway.cut({ resumable: true, code: 4001 }),
		() => gateway.cut({ resumable: true, abrupt: true }),
		() => gateway.requestReconnect(),
		() => gateway.cut({ resumable: true, code: 4002 }),
	];
	for (const lose of losses) {
		const back = once(bot.client, Events.ShardResume);
		lose();
		await back;
	}
	const closed = log.filter((line) => line.mayReconnect);
	expect(closed.map(({ code, codeName }) => [code, codeName])).toEqual([
		[4001, 'UnknownOpcode'],
		[1006, 'NoCloseFrame'],
		[4200, 'HungUpToResume'],
		[4002, 'DecodeError'],
	]);
});

it('A refused login is logged with its code', async () => {
	const emulator = await startEmulator({ emulator: { bots: [{ intents: { members: false } }] } });
	const log: Record<string, unknown>[] = [];
	const lines = { write: (line: string) => void log.push(JSON.parse(line)) };
	const client = createClient({ apiBase: emulator.restUrl, membersIntent: true });
	onTestFinished(() => client.destroy());
	logConnection(client, createLogger(readEnvironment({ DATABASE_PATH: ':memory:' }), lines));
	await login(client, emulator.token).catch(() => {});
	expect(log).toContainEqual(expect.objectContaining({ shardId: 0, code: 4014, mayReconnect: false }));
});
