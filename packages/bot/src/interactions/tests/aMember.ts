import type { Stage } from '../../tests/startBot.js';

/** The id of a member that is not the owner, not a bot, and has no role with permissions. */
export function aMember({ guild }: Stage): string {
	const { user } = guild.join();
	return user.id;
}
