import { asRecord, readId } from '../../json/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

/** Opcode 4: the bot joins, moves or leaves a voice channel. There is no voice server. */
export function updateVoiceState({ world }: GatewayContext, session: Session, data: unknown): void {
	const payload = asRecord(data);
	const guild = world.guilds.get(readId(payload?.guild_id) ?? '');
	if (!payload || !guild || !covers(session, guild)) return;
	const channelId = payload.channel_id === null ? null : readId(payload.channel_id);
	if (channelId === undefined || (channelId !== null && !guild.channels.has(channelId))) return;
	guild.setVoice(session.identity.bot.id, channelId, {
		self_mute: payload.self_mute === true,
		self_deaf: payload.self_deaf === true,
	});
}
