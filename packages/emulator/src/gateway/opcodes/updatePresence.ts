import {
	ActivityType,
	type GatewayActivity,
	type PresenceUpdateReceiveStatus,
	PresenceUpdateStatus,
} from 'discord-api-types/v10';
import { asRecord } from '../../json/index.js';
import { hashText } from '../../random/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

const statuses: readonly unknown[] = Object.values(PresenceUpdateStatus);

/** Opcode 3: the bot shows another presence in the guilds of its shard. Nobody sees that it is invisible. */
export function updatePresence({ world, clock }: GatewayContext, session: Session, data: unknown): void {
	const { status, activities } = asRecord(data) ?? {};
	if (!statuses.includes(status)) return;
	const shown = (
		status === PresenceUpdateStatus.Invisible ? PresenceUpdateStatus.Offline : status
	) as PresenceUpdateReceiveStatus;
	const known = (Array.isArray(activities) ? activities : []).flatMap((one) => activityOf(one, clock.now()));
	const { id } = session.identity.bot;
	for (const guild of world.guildsOf(id)) if (covers(session, guild)) guild.presences.set(id, shown, known);
}

/** An activity as others see it: a bot says its name, type, state and URL, and Discord adds the rest. */
function activityOf(given: unknown, now: number): GatewayActivity[] {
	const { name, type, state, url } = asRecord(given) ?? {};
	if (typeof name !== 'string') return [];
	const shown = {
		...{ name, type: Number.isInteger(type) ? Number(type) : ActivityType.Playing },
		...(typeof state === 'string' && { state }),
		...(typeof url === 'string' && { url }),
	};
	return [{ ...shown, id: hashText(JSON.stringify(shown)).toString(16), created_at: Math.trunc(now) }];
}
