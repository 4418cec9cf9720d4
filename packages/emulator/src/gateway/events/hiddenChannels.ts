import {
	type APIChannel,
	type APIThreadChannel,
	ChannelType,
	GatewayDispatchEvents,
	GatewayIntentBits,
	OverwriteType,
	PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { GuildWorld, WorldChange } from '../../world/index.js';
import type { Session } from '../session/index.js';

/** The name of every channel that a bot does not see. */
export const HIDDEN_NAME = '___hidden___';
/** The flag of a channel that a bot does not see. The name alone proves nothing: a real channel may have it. */
export const OBFUSCATED = 1 << 17;

/** A channel as the bot of a session gets it over the gateway: whole, or without its details if it does not see it. */
export function channelFor(session: Session, guild: GuildWorld, channel: APIChannel): object {
	// Nobody sees a channel that is deleted, so what counts is what the bot saw before.
	const sees = guild.channels.has(channel.id)
		? guild.sees(session.identity.bot.id, channel.id)
		: session.sight.get(guild.id)?.has(channel.id);
	return sees ? channel : obfuscate(channel, guild.id);
}

/** Id, kind and place stay. The only overwrite says that everybody is kept out. */
export function obfuscate(channel: APIChannel, guildId: string): object {
	const {
		id,
		type,
		position,
		parent_id = null,
	} = channel as APIChannel & { position?: number; parent_id?: string | null };
	const isVoice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
	return {
		...{ id, type, guild_id: guildId, position, parent_id, name: HIDDEN_NAME, flags: OBFUSCATED },
		permission_overwrites: [
			{ id: guildId, type: OverwriteType.Role, allow: '0', deny: String(PermissionFlagsBits.ViewChannel) },
		],
		...(type !== ChannelType.GuildCategory && {
			...{ topic: null, nsfw: false, last_message_id: null, rate_limit_per_user: 0 },
		}),
		// Clients take these for granted.
		...(isVoice && { bitrate: 64_000, user_limit: 0, rtc_region: null, video_quality_mode: 1 }),
	};
}

/** Whether a change can reveal channels to a bot, or hide them from it. */
export function changesSight(change: WorldChange, botId: string): boolean {
	switch (change.type) {
		case 'roleUpdate':
		case 'roleDelete':
		case 'channelCreate':
		case 'channelUpdate':
		case 'channelDelete':
		case 'guildUpdate':
			return true;
		case 'memberUpdate':
			return change.member.user.id === botId;
		case 'voiceState':
			return change.state.user_id === botId;
		default:
			return false;
	}
}

/** Notes which channels of a guild a bot sees. */
export function noteSight(session: Session, guild: GuildWorld): void {
	session.sight.set(guild.id, seenNow(session, guild));
}

/** Sends CHANNEL_UPDATE for each channel that a bot now sees, and did not before, or the other way round. */
export function tellSight(session: Session, guild: GuildWorld, toldId: string | undefined): void {
	const before = session.sight.get(guild.id);
	if (!before || !session.has(GatewayIntentBits.Guilds)) return;
	const now = seenNow(session, guild);
	session.sight.set(guild.id, now);
	for (const channel of guild.channels.values()) {
		if (channel.id === toldId || before.has(channel.id) === now.has(channel.id)) continue;
		const shown = now.has(channel.id) ? channel : obfuscate(channel, guild.id);
		session.dispatch(GatewayDispatchEvents.ChannelUpdate, shown);
		if (now.has(channel.id)) tellThreads(session, guild, channel.id);
	}
	if (toldId !== undefined && now.has(toldId) && !before.has(toldId)) tellThreads(session, guild, toldId);
}

/** With a channel, its active threads are revealed, too. */
function tellThreads(session: Session, guild: GuildWorld, channelId: string): void {
	const threads = activeThreads(session, guild).filter(({ parent_id }) => parent_id === channelId);
	if (threads.length === 0) return;
	const members = threads.flatMap(({ member }) => member ?? []);
	const data = { guild_id: guild.id, channel_ids: [channelId], threads, members };
	session.dispatch(GatewayDispatchEvents.ThreadListSync, data);
}

/** The active threads that the bot sees, each with the bot as its member if it is in it. */
export function activeThreads({ identity: { bot } }: Session, guild: GuildWorld): APIThreadChannel[] {
	const seen = [...guild.threads.all.values()].filter(
		({ id, thread_metadata }) => !thread_metadata?.archived && guild.sees(bot.id, id),
	);
	return seen.map((thread) => {
		const member = guild.threads.membersOf(thread.id).find(({ user_id }) => user_id === bot.id);
		return { ...thread, ...(member && { member }) };
	});
}

function seenNow({ identity: { bot } }: Session, guild: GuildWorld): ReadonlySet<string> {
	return new Set([...guild.channels.keys()].filter((id) => guild.sees(bot.id, id)));
}
