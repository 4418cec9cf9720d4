import { type APIGuildMember, GatewayIntentBits } from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { describeGuild, type GuildWorld } from '../../world/index.js';
import type { Session } from '../session/index.js';
import { activeThreads, channelFor } from './hiddenChannels.js';

/** Above this size, GUILD_CREATE shows only the bot and members in voice. */
const MOST_FOR_PRESENCES = 75_000;

/** Builds the data of GUILD_CREATE as this session gets it. */
export function describeGuildCreate(session: Session, guild: GuildWorld): Record<string, unknown> {
	const members = membersShown(session, guild);
	return {
		...describeGuild(guild),
		joined_at: guild.member(session.identity.bot.id)?.joined_at ?? discordTimestamp(guild.createdAt),
		large: guild.size > session.identity.largeThreshold,
		unavailable: false,
		member_count: guild.size,
		voice_states: voiceStates(session, guild),
		members,
		channels: [...guild.channels.values()].map((channel) => channelFor(session, guild, channel)),
		threads: activeThreads(session, guild),
		presences: presencesOf(session, guild, members),
		stage_instances: [],
		guild_scheduled_events: [],
		soundboard_sounds: [],
	};
}

/**
 * The bot and members in voice. With the presences intent and up to 75,000 members, a small guild shows everybody. A
 * large one shows members who are online, have a role or a nickname, or are in voice.
 */
function membersShown(session: Session, guild: GuildWorld): APIGuildMember[] {
	if (!session.has(GatewayIntentBits.GuildPresences) || guild.size > MOST_FOR_PRESENCES) {
		const ids = new Set([session.identity.bot.id, ...guild.voiceStates.keys()]);
		return [...ids].flatMap((id) => guild.member(id) ?? []);
	}
	const members = [...guild.members()];
	if (guild.size <= session.identity.largeThreshold) return members;
	return members.filter((member) => standsOut(session, guild, member));
}

function standsOut(session: Session, guild: GuildWorld, { user, roles, nick }: APIGuildMember): boolean {
	return (
		user.id === session.identity.bot.id ||
		roles.length > 0 ||
		Boolean(nick) ||
		guild.voiceStates.has(user.id) ||
		guild.presences.of(user.id) !== undefined
	);
}

function voiceStates(session: Session, guild: GuildWorld): unknown[] {
	if (!session.has(GatewayIntentBits.GuildVoiceStates)) return [];
	// Inside a guild object, states have no guild id.
	return [...guild.voiceStates.values()].map(({ guild_id: _, ...state }) => state);
}

function presencesOf(session: Session, guild: GuildWorld, members: readonly APIGuildMember[]): unknown[] {
	if (!session.has(GatewayIntentBits.GuildPresences)) return [];
	return members.flatMap(({ user }) => guild.presences.of(user.id) ?? []);
}
