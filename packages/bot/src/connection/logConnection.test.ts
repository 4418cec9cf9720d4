import { once } from 'node:events';
import { Events } from 'discord.js';
import { expect, it } from 'vitest';
import { startBot } from '../tests/startBot.js';

it('A connection that is lost is told of once, and so is the next one, however often it was tried', async () => {
	const { bot, emulator, log } = await startBot();
	emulator.faults.gateway.cut({ resumable: true });
	await once(bot.client, Events.ShardReconnecting);
	// As for each attempt at a gateway that is not there.
	bot.client.emit(Events.ShardReconnecting, 0);
	await once(bot.client, Events.ShardResume);
	const lines = log.filter(({ msg }) => String(msg).includes('connection'));
	expect(lines).toEqual([
		expect.objectContaining({ level: 40, shardId: 0, msg: expect.stringContaining('no connection') }),
		expect.objectContaining({ level: 30, shardId: 0, msg: expect.stringContaining('again') }),
	]);
});
