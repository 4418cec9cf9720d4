import type { Redis } from 'ioredis';

/** So many slow commands are noted. */
const MOST_NOTED = 1_000;

/** Watches for how long Redis does nothing but one command. */
export class LongestCommand {
	private constructor(private readonly redis: Redis) {}

	static async watch(redis: Redis): Promise<LongestCommand> {
		await redis.config('SET', 'slowlog-log-slower-than', '500');
		await redis.config('SET', 'slowlog-max-len', String(MOST_NOTED));
		await redis.slowlog('RESET');
		return new LongestCommand(redis);
	}

	/** Of all since then. */
	async ms(): Promise<number> {
		const noted = (await this.redis.slowlog('GET', MOST_NOTED)) as [id: number, at: number, us: number, ...unknown[]][];
		return Math.max(0, ...noted.map(([, , us]) => us)) / 1_000;
	}
}

/** What all keys take. */
export async function bytesIn(redis: Redis): Promise<number> {
	let bytes = 0;
	for (let cursor = '0'; ; ) {
		const [next, keys] = await redis.scan(cursor, 'COUNT', 500);
		for (const key of keys) bytes += (await redis.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
		cursor = next;
		if (cursor === '0') return bytes;
	}
}

export async function versionOf(redis: Redis): Promise<string> {
	return /^redis_version:(\S+)/m.exec(await redis.info('server'))?.[1] ?? 'unknown';
}
