import { setTimeout } from 'node:timers/promises';
import { describeFeed } from '../../../rollcall/src/copies/tests/feedContract.js';
import { KEY } from '../../../rollcall/src/stores/tests/contract.js';
import { SystemClock } from '../connection/SystemClock.js';
import { redisStore } from '../stores/redisStore.js';
import { ShardKeys } from '../stores/ShardKeys.js';
import { describeRedis } from '../tests/redisStage.js';
import { FeedReader } from '../workers/FeedReader.js';

let places = 0;

describeRedis('with Redis', (stage) => {
	describeFeed('a store that carries what changes', () => {
		const prefix = `feed${places++}`;
		const redis = stage.client();
		const clock = new SystemClock();
		const baseOf = (shardId: number) => new ShardKeys(prefix).base({ ...KEY, shardId });
		return {
			open: async () => {
				for (const owner of await redis.keys(`${prefix}:*:owner`)) await redis.hset(owner, 'until', '0');
				return redisStore(stage.client(), { prefix, leaseMs: 120_000, timeoutMs: 60_000, publish: true }).open(
					KEY,
					() => {},
				);
			},
			read: () => new FeedReader(stage.client(), { clock, timeoutMs: 60_000, baseOf }),
			empty: async () => void (await redis.flushall()),
			pass: (ms) => setTimeout(ms),
			now: () => clock.now(),
		};
	});
});
