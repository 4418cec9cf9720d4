import type { Guild } from 'discord.js';
import { members } from '../members.js';
import { chooseWay } from './chooseWay.js';

/** The ids of a role's holders. */
export function holdersOf(guild: Guild, roleId: string): Promise<string[]> {
	return chooseWay('holders', {
		legacy: async () => {
			const all = await guild.members.fetch();
			return [...all.filter((member) => member.roles.cache.has(roleId)).keys()];
		},
		optimized: async () => {
			const { roster } = await members.fetchRoleMembers(guild, roleId, { require: 'complete' });
			return [...roster.ids()];
		},
	});
}
