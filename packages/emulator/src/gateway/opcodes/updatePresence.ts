import { type GatewayActivity, type PresenceUpdateReceiveStatus, PresenceUpdateStatus } from 'discord-api-types/v10';
import { asRecord } from '../../json/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

const statuses: readonly unknown[] = Object.values(PresenceUpdateStatus);

/** Opcode 3: the bot shows another presence in the guilds of its shard. Nobody sees that it is invisible. */
export function updatePresence({ world }: GatewayContext, session: Session, data: unknown): void {
	const { status, activities } = asRecord(data) ?? {};
	if (!statuses.includes(status)) return;
	const shown = (
		status === PresenceUpdateStatus.Invisible ? PresenceUpdateStatus.Offline : status
	) as PresenceUpdateReceiveStatus;
	const known = (Array.isArray(activities) ? activities : []).filter((one) => typeof asRecord(one)?.name === 'string');
	const { id } = session.identity.bot;
	for (const guild of world.guildsOf(id))
		if (covers(session, guild)) guild.presences.set(id, shown, known as GatewayActivity[]);
}
