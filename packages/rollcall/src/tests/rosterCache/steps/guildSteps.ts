import { ChannelType, OverwriteType } from 'discord.js';
import type { Steps } from './Steps.js';

/** Roles, channels and voice. */
export const guildSteps: Steps = {
	giveRole: ({ world, userId, roleId }) => void (roleId && world.addRole(userId, roleId)),
	takeRole: ({ world, userId }) => {
		const roleId = world.member(userId)?.roles[0];
		if (roleId !== undefined) world.removeRole(userId, roleId);
	},
	setRoles: (scene) => {
		const free = [...scene.world.roles.values()].filter(({ id, managed }) => id !== scene.world.id && !managed);
		const chosen = free.filter((_, index) => (scene.more >> index) % 2 === 1).map(({ id }) => id);
		scene.world.setRoles(scene.userId, chosen);
	},
	createRole: ({ world, more }) => void world.createRole({ name: `r${more}`, hoist: more % 2 === 0, color: more }),
	updateRole: ({ world, roleId, more }) => {
		if (roleId)
			world.updateRole(roleId, { name: `u${more}`, permissions: String(2 ** (more % 40)), hoist: more % 2 === 0 });
	},
	deleteRole: ({ world, roleId, more }) => void (roleId && world.deleteRole(roleId, { fromMembers: more % 4 !== 0 })),
	createChannel: ({ world, more }) => {
		const types = [ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildStageVoice, ChannelType.GuildForum];
		world.createChannel({ name: `c${more}`, type: types[more % 4] as never });
	},
	/** A channel gets an overwrite for a member and one for a role. */
	overwrite: ({ world, textId, userId, roleId, more, tell }) => {
		const overwrites = [
			{ id: userId, type: OverwriteType.Member, allow: String(2 ** (more % 40)), deny: '0' },
			{ id: roleId ?? world.id, type: OverwriteType.Role, allow: '0', deny: '1024' },
		];
		const channel = world.channels.get(textId) as object;
		tell('CHANNEL_UPDATE', { ...channel, guild_id: world.id, permission_overwrites: overwrites });
	},
	voice: ({ world, userId, voiceId, more }) => {
		const isIn = world.voiceStates.has(userId);
		if (!isIn || more % 3 !== 0) world.setVoice(userId, voiceId, { self_mute: more % 2 === 0 });
		else world.setVoice(userId, null);
	},
	silence: ({ world, userId, more }) => void world.update(userId, { mute: more % 2 === 0, deaf: more % 3 === 0 }),
	hangUp: ({ world, one }) => {
		const id = one([...world.voiceStates.keys()]);
		if (id !== undefined) world.setVoice(id, null);
	},
	rename: ({ world, more }) => world.changeSettings({ name: `Guild ${more}` }),
};
