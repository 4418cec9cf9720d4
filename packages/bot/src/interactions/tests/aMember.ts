import type { Stage } from '../../tests/startBot.js';

/** The id of somebody who is no owner, no bot and has no role that gives anything. */
export function aMember({ guild }: Stage): string {
	const { user } = guild.join();
	return user.id;
}
