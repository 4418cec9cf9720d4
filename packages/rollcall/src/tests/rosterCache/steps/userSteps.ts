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
	/** Of a change that Discord tells in one guild, the other guilds hear nothing. */
	changeInOneGuild: ({ bots, world, userId, more }) => {
		// A change that nobody is told of would be news to the bot that asks Discord again, and not to the one that need not.
		if (!world.available) return;
		const user = { global_name: `here ${more}` };
		world.update(userId, { user });
		for (const other of bots.worlds) {
			if (other.id === world.id || !other.has(userId)) continue;
			// A guild that is out tells nothing, and has the change when it returns.
			const isTold = other.available && other.hasBot(bots.botId);
			if (isTold) bots.emulator.faults.gateway.loseNextEvents(1, { event: 'GUILD_MEMBER_UPDATE', hidden: true });
			other.update(userId, { user });
		}
	},
	/** Of the bot itself Discord sends USER_UPDATE. */
	changeItself: ({ bots, more }) => bots.emulator.world.updateUser(bots.botId, { global_name: `Bot ${more}` }),
};
