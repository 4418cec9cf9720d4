import type { Scene } from '../Scene.js';
import type { Steps } from './Steps.js';

const STATUSES = ['online', 'idle', 'dnd', 'offline'];

/** Presences, with all of the user, a part of them, or the id alone. */
export const presenceSteps: Steps = {
	presence: (scene) => appear(scene, { id: scene.userId }),
	presenceOfUser: (scene) => appear(scene, { ...scene.world.user(scene.userId) }),
	/** Discord sends the fields of the user that have changed. */
	presenceOfPart: (scene) => {
		const { userId, more, bots } = scene;
		const part = more % 2 === 0 ? { username: `part${more}` } : { global_name: `p${more}` };
		appear(scene, { id: userId, ...part });
		bots.emulator.world.updateUser(userId, part);
	},
	presenceOfNewName: (scene) => {
		const { userId, more, bots, world } = scene;
		appear(scene, { ...world.user(userId), username: `seen${more}` });
		bots.emulator.world.updateUser(userId, { username: `seen${more}` });
	},
	/** discord.js makes a member of them, who is none: see `exceptions.ts`. */
	presenceOfGone: async (scene) => {
		const { bots, world, props } = scene;
		const id = props.gone.at(-1);
		if (id === undefined || world.has(id)) return;
		appear(scene, { id });
		await bots.settle();
		await bots.each((bot) => bot.guild(world.id)?.members.cache.delete(id));
	},
};

function appear({ world, more, tell }: Scene, user: object): void {
	const status = STATUSES[more % 4];
	const activities = more % 3 === 0 ? [] : [{ id: 'a', name: `Game ${more}`, type: 0, created_at: 1_700_000_000_000 }];
	const clients = status === 'offline' ? {} : { desktop: status };
	tell('PRESENCE_UPDATE', { user, guild_id: world.id, status, activities, client_status: clients });
}
