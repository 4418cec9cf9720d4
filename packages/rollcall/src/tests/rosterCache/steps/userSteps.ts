import type { Steps } from './Steps.js';

/** Users who change, in all their guilds or in what another event tells of them. */
export const userSteps: Steps = {
	rename: ({ bots, userId, more }) => bots.emulator.world.updateUser(userId, { username: `name${more}` }),
	display: ({ bots, userId, more }) =>
		bots.emulator.world.updateUser(userId, { global_name: more % 3 === 0 ? null : `Name ${more}` }),
	face: ({ bots, userId, more }) => {
		bots.emulator.world.updateUser(userId, {
			avatar: more % 2 === 0 ? null : `${more}`.padStart(32, 'a'),
			public_flags: more % 64,
		});
	},
	tag: ({ bots, userId, more }) => {
		const guild = { identity_guild_id: '1', identity_enabled: true, tag: `T${more % 10}`, badge: 'b' };
		bots.emulator.world.updateUser(userId, {
			primary_guild: more % 2 === 0 ? null : guild,
			avatar_decoration_data: more % 3 === 0 ? null : { asset: `a${more}`, sku_id: '2' },
		});
	},
	/** Discord tells of a change in one guild, and nobody hears of the others. */
	changeInOneGuild: ({ world, userId, more }) => void world.update(userId, { user: { global_name: `here ${more}` } }),
	/** Of the bot itself Discord sends USER_UPDATE. */
	changeItself: ({ bots, world, more }) => {
		const user = { ...world.user(bots.botId), global_name: `Bot ${more}` };
		bots.emulator.dispatch('USER_UPDATE', user);
	},
};
