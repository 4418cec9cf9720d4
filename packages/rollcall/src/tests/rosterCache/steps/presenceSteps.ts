import type { Scene } from '../Scene.js';
import type { Steps } from './Steps.js';

const STATUSES = ['online', 'idle', 'dnd', 'offline'];

/** Presences, with all of the user, a part of them, or the id alone. */
export const presenceSteps: Steps = {
	presence: (scene) => appear(scene, { id: scene.userId }),
	presenceOfUser: (scene) => appear(scene, { ...scene.world.user(scene.userId) }),
	/** Discord sends the fields of the user that have changed. */
	presenceOfPart: (scene) => {
		const { userId, more, world } = scene;
		const part = more % 2 === 0 ? { username: world.user(userId)?.username } : { global_name: `p${more}` };
		appear(scene, { id: userId, ...part });
	},
	presenceOfNewName: (scene) => {
		const { userId, more, bots, world } = scene;
		appear(scene, { ...world.user(userId), username: `seen${more}` });
		bots.emulator.world.updateUser(userId, { username: `seen${more}` });
	},
	presenceOfGone: (scene) => {
		const id = scene.props.gone.at(-1);
		if (id !== undefined && !scene.world.has(id)) appear(scene, { id });
	},
};

function appear({ world, more, tell }: Scene, user: object): void {
	const status = STATUSES[more % 4];
	const activities = more % 3 === 0 ? [] : [{ id: 'a', name: `Game ${more}`, type: 0, created_at: 1_700_000_000_000 }];
	const clients = status === 'offline' ? {} : { desktop: status };
	tell('PRESENCE_UPDATE', { user, guild_id: world.id, status, activities, client_status: clients });
}
