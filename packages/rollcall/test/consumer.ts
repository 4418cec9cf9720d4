import type { Guild } from 'discord.js';
import { type IMemberFetchService, MemberFetchError, MemberFetchService, type MembersResult } from 'rollcall';

// What a bot author writes first; package.test.ts compiles it against the published types.

const service: IMemberFetchService = new MemberFetchService({ cache: { defaultTTL: 60_000 } });

export async function countMembers(guild: Guild): Promise<number> {
	const result: MembersResult = await service.fetchGuildMembers(guild, { timeout: 5_000 });
	if (!result.metadata.complete) throw new Error(`${result.error?.code}: ${result.error?.message}`);
	return result.members.filter((member) => !member.user.bot).size;
}

export const isOurs = (error: unknown): boolean => MemberFetchError.is(error, 'DEADLINE');
