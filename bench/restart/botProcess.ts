import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileStore } from 'rollcall/stores';
import { serve } from '../processes/serve.js';
import type { BotCommands } from './BotCommands.js';
import { heard } from './heard.js';
import { LeapingClock } from './LeapingClock.js';
import { ASKED_AT_ONCE, labelled } from './labelled.js';
import { Stalls } from './Stalls.js';
import { readLists, type SavingBot, startSaving } from './startSaving.js';

// A process of a bot on `@discordjs/ws` whose lists are saved in a directory.

const stalls = new Stalls();
let bot: SavingBot;
/** Called when a save has ended. */
let onSaved = () => {};

/** Saves at once, because somebody is forgotten who was never here. */
async function save(): Promise<{ ms: number; stallMs: number }> {
	await stalls.start();
	const saved = new Promise<void>((resolve) => {
		onSaved = resolve;
	});
	const beganAt = performance.now();
	bot.service.forget('1');
	await saved;
	const ms = performance.now() - beganAt;
	return { ms, stallMs: await stalls.longest() };
}

function bytesIn(directory: string): number {
	return readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

serve<BotCommands>({
	async prove({ target, directory }) {
		const clock = new LeapingClock();
		bot = await startSaving(
			target,
			heard(fileStore(directory), () => onSaved()),
			{ clock, resumes: false },
		);
		await bot.connect();
		const beganAt = clock.now();
		const { unproven } = await bot.service.warmUp();
		const provenMs = clock.now() - beganAt;
		clock.calm();
		return { provenMs, unproven: [...unproven.values()].map(String) };
	},

	read: ({ guildIds }) => readLists(bot.service, guildIds),

	async save({ directory }) {
		const first = await save();
		const bytes = bytesIn(directory);
		const again = await save();
		const figures = { saveMs: first.ms, saveStallMs: first.stallMs, againMs: again.ms, againStallMs: again.stallMs };
		return { ...figures, bytes };
	},

	stop: () => bot.service.stop(),

	async label({ target, directory }) {
		await stalls.start();
		const beganAt = performance.now();
		bot = await startSaving(target, fileStore(directory));
		const ask = (id: string) => bot.service.fetchGuildMembers({ id });
		const { readMs, constructedMs } = bot;
		return { ...(await labelled(ask, target, beganAt)), stallMs: await stalls.longest(), readMs, constructedMs };
	},

	async resume({ guildIds }) {
		await stalls.start();
		const beganAt = performance.now();
		await bot.connect();
		for (const [index, id] of guildIds.entries()) {
			if (index % ASKED_AT_ONCE === 0) await setImmediate();
			const { metadata } = await bot.service.fetchGuildMembers({ id });
			if (!metadata.complete || !metadata.cacheHit)
				throw new Error(`The list of ${id} is ${metadata.status} after the session was resumed: ${metadata.reason}`);
		}
		return { resumedMs: performance.now() - beganAt, stallMs: await stalls.longest() };
	},
});
