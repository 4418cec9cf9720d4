import { setTimeout } from 'node:timers/promises';
import { VirtualClock } from '../../../rollcall/src/tests/VirtualClock.js';
import { Keys } from '../gates/Keys.js';
import { RedisWindowStore } from '../gates/windows/RedisWindowStore.js';
import { ModelServer, ModelWindowStore } from './ModelWindowStore.js';
import { describeRedis } from './redisStage.js';
import { describeWindows } from './windowContract.js';

const clock = new VirtualClock();
const model = new ModelServer(clock);

describeWindows('the model', () => {
	const [one, other] = [0, 1].map(() => new ModelWindowStore(model)) as [ModelWindowStore, ModelWindowStore];
	return { one, other, pass: (ms) => clock.advance(ms), empty: async () => model.empty() };
});

describeRedis('with Redis', (stage) => {
	const keys = new Keys('contract');
	describeWindows('Redis', () => ({
		one: new RedisWindowStore(stage.client(), keys),
		other: new RedisWindowStore(stage.client(), keys),
		pass: (ms) => setTimeout(ms),
		empty: async () => {
			await stage.client().flushall();
		},
	}));
});
