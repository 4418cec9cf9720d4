import { Redis } from 'ioredis';
import { redisStore } from 'rollcall-redis';
import { serve } from '../processes/serve.js';
import { heard } from '../restart/heard.js';
import { LeapingClock } from '../restart/LeapingClock.js';
import { type SavingBot, startSaving } from '../restart/startSaving.js';
import type { OwnerCommands } from './OwnerCommands.js';

// A process of a bot on `@discordjs/ws` whose lists are in Redis.

/** Often enough for a worker that attaches. */
const SAVE_MS = 5_000;

let bot: SavingBot;
let onSaved = () => {};

serve<OwnerCommands>({
	async prove({ target, redisUrl }) {
		const clock = new LeapingClock();
		const store = heard(redisStore(new Redis(redisUrl)), () => onSaved());
		bot = await startSaving(target, store, { clock, resumes: false });
		await bot.connect();
		const { unproven } = await bot.service.warmUp();
		clock.calm();
		return { unproven: [...unproven.values()].map(String) };
	},

	async save() {
		const saved = new Promise<void>((resolve) => {
			onSaved = resolve;
		});
		const beganAt = performance.now();
		bot.service.forget('1'); // of nobody, which is a reason to save at once
		await saved;
		return { ms: performance.now() - beganAt };
	},

	stop: () => bot.service.stop(),

	async publish({ target, redisUrl }) {
		const store = redisStore(new Redis(redisUrl), { publish: true });
		bot = await startSaving(target, store, { saveInterval: SAVE_MS });
		await bot.connect();
		for (const id of target.guildIds) {
			const { metadata } = await bot.service.fetchGuildMembers({ id });
			if (!metadata.complete) throw new Error(`The list of ${id} is ${metadata.status}: ${metadata.reason}`);
		}
	},
});
