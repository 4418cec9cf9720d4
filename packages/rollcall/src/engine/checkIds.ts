import { invalid } from '../errors/invalid.js';
import { isSnowflake } from '../payloads/isSnowflake.js';

/** @throws MemberFetchError if it is not the id of a guild */
export function checkGuildId(guildId: string): void {
	if (typeof guildId !== 'string' || !isSnowflake(guildId)) throw invalid('guildId', guildId, 'the id of a guild');
}

/** @throws MemberFetchError if it is not an array of ids */
export function checkUserIds(userIds: readonly string[]): void {
	if (!Array.isArray(userIds)) throw invalid('userIds', userIds, 'an array of Discord ids');
	for (const id of userIds as readonly unknown[]) {
		if (typeof id !== 'string' || !isSnowflake(id))
			throw invalid('userId', id, 'a Discord id (a 64-bit number, as a string)');
	}
}
