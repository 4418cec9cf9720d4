import type { Bot } from '../Bot.js';
import type { Scene } from '../Scene.js';
import { memberSteps } from './memberSteps.js';
import type { Steps } from './Steps.js';
import { userSteps } from './userSteps.js';

/** What happens to the connection: sessions that are resumed or lost, and guilds that are away. */
export const sessionSteps: Steps = {
	/** Both miss some events, and get them with the resume. */
	resume: async (scene) => {
		const { bots } = scene;
		const resumed = bots.both.map((bot) => next(bot, 'RESUMED'));
		bots.emulator.faults.gateway.cut({ resumable: true });
		changeMeanwhile(scene);
		await Promise.all(resumed);
	},
	/** Both miss some events for good. */
	lose: async (scene) => {
		recoverAll(scene);
		await scene.bots.settle();
		await reconnected(scene, () => scene.bots.emulator.faults.gateway.cut({ resumable: false }));
	},
	invalidate: async (scene) => {
		recoverAll(scene);
		await scene.bots.settle();
		await reconnected(scene, () => scene.bots.emulator.faults.gateway.invalidSession({ resumable: false }));
	},
	/** The guild is away for one or more steps. */
	outage: ({ world }) => world.outage(),
	recover: (scene) => {
		changeMeanwhile(scene);
		recoverAll(scene);
	},
	/** A user changes while every guild is away. Then one of these is back, and the others have the user as they were. */
	recoverOne: async (scene) => {
		for (const world of scene.bots.worlds) world.outage();
		await scene.bots.settle();
		await userSteps.rename?.(scene);
		scene.world.recover();
		await scene.bots.fetch(scene.world, true);
	},
	shortOutage: (scene) => {
		scene.world.outage();
		changeMeanwhile(scene);
		scene.world.recover();
	},
	/** The bot is removed from the guild, and invited again. */
	removed: (scene) => {
		const { bots, world } = scene;
		world.leave(bots.botId);
		changeMeanwhile(scene);
		world.join({ user: { id: bots.botId } });
	},
	/** Discord loses an event, and the sequence numbers show it. */
	gap: ({ bots, world, userId, more }) => {
		if (!world.available) return;
		bots.emulator.faults.gateway.loseNextEvents(1, { event: 'GUILD_MEMBER_UPDATE' });
		world.update(userId, { nick: `lost ${more}` });
	},
};

function changeMeanwhile(scene: Scene): void {
	const { leave, nick, join } = memberSteps;
	for (const step of [leave, nick, join]) void step?.(scene);
}

function recoverAll({ bots }: Scene): void {
	for (const world of bots.worlds) world.recover();
}

/** Ends both sessions, changes something, and resolves when both bots have all their guilds again. */
async function reconnected(scene: Scene, cut: () => void): Promise<void> {
	const { bots } = scene;
	const ids = bots.worlds.filter((world) => world.hasBot(bots.botId)).map(({ id }) => id);
	const back = bots.both.flatMap((bot) => ids.map((id) => next(bot, 'GUILD_CREATE', id)));
	cut();
	changeMeanwhile(scene);
	await Promise.all(back);
}

/** Resolves when the bot gets the next dispatch of a name, and of a guild. */
function next(bot: Bot, name: string, id?: string): Promise<void> {
	return new Promise((resolve) => {
		const listen = ({ t, d }: { t: string; d: { id?: string } }) => {
			if (t !== name || (id !== undefined && d.id !== id)) return;
			bot.client.off('raw' as never, listen as never);
			resolve();
		};
		bot.client.on('raw' as never, listen as never);
	});
}
