import { randomUUID } from 'node:crypto';
import type { BotGuild } from 'rollcall';
import { listOf } from '../../connection/listOf.js';
import type { RedisClient } from '../../connection/RedisClient.js';
import type { Keys } from '../Keys.js';
import type { IWindowStore, Look, ShutWindow, Taking } from './IWindowStore.js';
import { CORRECT, LOOK, SHUT, TAKE } from './scripts.js';

/** The windows in Redis: each method is a script, and all times are those of Redis. */
export class RedisWindowStore implements IWindowStore {
	constructor(
		private readonly redis: RedisClient,
		private readonly keys: Keys,
	) {}

	async take({ botId, guildId }: BotGuild, holder: string, windowMs: number): Promise<Taking> {
		const keys = [this.keys.window(botId, guildId), this.keys.epoch(botId)];
		const [waitMs, epoch] = listOf(await TAKE.run(this.redis, keys, [holder, Math.ceil(windowMs), randomUUID()]));
		return { waitMs: Number(waitMs), epoch: String(epoch) };
	}

	async shut(botId: string, windows: readonly ShutWindow[]): Promise<void> {
		const keys = windows.map(({ guildId }) => this.keys.window(botId, guildId));
		const args = windows.flatMap(({ ms, holder }) => [Math.ceil(ms), holder]);
		await SHUT.run(this.redis, keys, args);
	}

	async correct({ botId, guildId }: BotGuild, holder: string, ms: number): Promise<void> {
		await CORRECT.run(this.redis, [this.keys.window(botId, guildId)], [holder, Math.ceil(ms)]);
	}

	async look(botId: string, guildIds: readonly string[]): Promise<Look> {
		const keys = [this.keys.epoch(botId), ...guildIds.map((guildId) => this.keys.window(botId, guildId))];
		const [epoch, ...seen] = listOf(await LOOK.run(this.redis, keys, [randomUUID()]));
		const windows = guildIds.map((_, index) => {
			return { waitMs: Number(seen[2 * index]), holder: String(seen[2 * index + 1]) };
		});
		return { epoch: String(epoch), windows };
	}
}
