import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { asRecord, readId } from '../../json/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

/** Opcode 31: answers for each guild that it has no sounds. */
export function requestSoundboardSounds({ world }: GatewayContext, session: Session, data: unknown): void {
	const ids = asRecord(data)?.guild_ids;
	for (const id of Array.isArray(ids) ? ids : []) {
		const guild = world.guilds.get(readId(id) ?? '');
		if (!guild || !covers(session, guild)) continue;
		session.dispatch(GatewayDispatchEvents.SoundboardSounds, { guild_id: guild.id, soundboard_sounds: [] });
	}
}
