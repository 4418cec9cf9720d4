import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ErrorInfo } from '../errors/MemberFetchError.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { logIn, QUICK, timeOf } from './stage.js';
import { makeBot, takeDown } from './standaloneStage.js';

/** `(id >> 22) % 2` is 1. */
const ON_SHARD_1 = '300000000004194304';

async function startEmulator(): Promise<DiscordEmulator> {
	const emulator = new DiscordEmulator({ guilds: [{ members: 20 }, { id: ON_SHARD_1, members: 3_000 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	return emulator;
}

function expectToBeSentElsewhere(error: ErrorInfo | undefined, emulator: DiscordEmulator): void {
	expect(error).toMatchObject({ code: 'NOT_CONNECTED', retryable: false, guildId: ON_SHARD_1 });
	expect(error?.message).toMatch(/on shard 1, and this process runs only 0/);
	expect(emulator.stats.bot().memberRequests.full).toBe(0);
	expect(emulator.stats.bot().rest.byRoute.listMembers).toBeUndefined();
}

describe('a guild whose shard another process runs', () => {
	it('is not asked for over REST, whose pages could never be proven here (discord.js)', async () => {
		const emulator = await startEmulator();
		const client = await logIn(emulator, { shards: [0], shardCount: 2 });
		const service = new MemberFetchService(QUICK, timeOf());
		onTestFinished(async () => {
			await service.close();
			await client.destroy();
		});
		const { error } = await service.fetchGuildMembers(await client.guilds.fetch(ON_SHARD_1));
		expectToBeSentElsewhere(error, emulator);
	});

	it('is not asked for over REST, whose pages could never be proven here (standalone)', async () => {
		const emulator = await startEmulator();
		const bot = makeBot(emulator, { shardCount: 2, shardIds: [0] });
		onTestFinished(() => takeDown(bot));
		await bot.gateway.connect();
		const { error } = await bot.service.fetchGuildMembers({ id: ON_SHARD_1 });
		expectToBeSentElsewhere(error, emulator);
	});
});
