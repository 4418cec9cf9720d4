import type { Guild } from 'discord.js';
import { members } from './members.js';

/** Questions that need neither the list of members nor a privileged intent. */
export async function withoutTheList(guild: Guild, userId: string, userIds: string[]) {
	const { approximateMemberCount } = await guild.fetch();
	const { counts } = await members.roleMemberCounts(guild); // role id to number of holders
	const { member, success } = await members.fetchMember(guild, userId);
	const { members: some, notFound } = await members.fetchMembersById(guild, userIds);
	const found = await guild.members.search({ query: 'a', limit: 10 });
	return { approximateMemberCount, counts, isMember: success ? member !== null : undefined, some, notFound, found };
}
