import { describeStore } from '../../../rollcall/src/stores/tests/contract.js';
import { describeRedis } from '../tests/redisStage.js';
import { redisStore } from './redisStore.js';

/** Long enough for a busy machine: only `kill` ends it. */
const LEASE_MS = 120_000;
let places = 0;

describeRedis('with Redis', (stage) => {
	describeStore('a store in Redis', () => {
		const prefix = `place${places++}`;
		const redis = stage.client();
		return {
			connect: () => redisStore(stage.client(), { prefix, leaseMs: LEASE_MS, timeoutMs: 60_000 }),
			// As if the lease had ended: nobody is heard of any more.
			kill: async () => {
				for (const owner of await redis.keys(`${prefix}:*:owner`)) await redis.hset(owner, 'until', '0');
			},
		};
	});
});
