import {
	type APIChannel,
	type APIGuildMember,
	type APIMessage,
	GatewayDispatchEvents,
	GatewayIntentBits,
} from 'discord-api-types/v10';
import type { GatewayOptions } from '../../options/index.js';
import type { WorldChange } from '../../world/index.js';

/** A change of the world as a dispatch, with the intent that it needs. */
export interface ChangeDispatch {
	readonly event: GatewayDispatchEvents;
	readonly data: unknown;
	readonly intent: GatewayIntentBits;
	/** The user whose change it is. Their own bot gets it without the intent. */
	readonly userId?: string;
	/** The channel in which it happens. Only bots that see it get the event. */
	readonly seenIn?: string;
	/** The channel that the data is about. Bots that do not see it get it without its details. */
	readonly channel?: APIChannel;
}

/** Which optional fields GUILD_MEMBER_UPDATE has. */
export type UpdateOptions = Pick<GatewayOptions, 'flagsInMemberUpdate' | 'voiceFlagsInMemberUpdate'>;

const { GuildMembers, Guilds, GuildVoiceStates, GuildMessages } = GatewayIntentBits;

/** Turns a change into its dispatch. Some changes have none, or are handled elsewhere. */
export function describeChange(change: WorldChange, optional: UpdateOptions): ChangeDispatch | undefined {
	const { guildId: guild_id } = change;
	switch (change.type) {
		case 'memberAdd':
			return {
				event: GatewayDispatchEvents.GuildMemberAdd,
				data: { ...change.member, guild_id },
				intent: GuildMembers,
			};
		case 'memberRemove':
			return {
				event: GatewayDispatchEvents.GuildMemberRemove,
				data: { guild_id, user: change.user },
				intent: GuildMembers,
			};
		case 'memberUpdate':
			return describeUpdate(guild_id, change.member, optional);
		case 'guildUpdate':
			return about(GatewayDispatchEvents.GuildUpdate, change.guild, Guilds);
		case 'roleCreate':
			return about(GatewayDispatchEvents.GuildRoleCreate, { guild_id, role: change.role }, Guilds);
		case 'roleUpdate':
			return about(GatewayDispatchEvents.GuildRoleUpdate, { guild_id, role: change.role }, Guilds);
		case 'roleDelete':
			return about(GatewayDispatchEvents.GuildRoleDelete, { guild_id, role_id: change.roleId }, Guilds);
		case 'channelCreate':
			return aboutChannel(GatewayDispatchEvents.ChannelCreate, change.channel);
		case 'channelUpdate':
			return aboutChannel(GatewayDispatchEvents.ChannelUpdate, change.channel);
		case 'channelDelete':
			return aboutChannel(GatewayDispatchEvents.ChannelDelete, change.channel);
		case 'voiceState':
			return about(
				GatewayDispatchEvents.VoiceStateUpdate,
				{ ...change.state, member: change.member },
				GuildVoiceStates,
			);
		case 'messageCreate':
			return within(
				change.message.channel_id,
				about(GatewayDispatchEvents.MessageCreate, describeMessage(change, guild_id), GuildMessages),
			);
		case 'messageUpdate':
			return within(
				change.message.channel_id,
				about(GatewayDispatchEvents.MessageUpdate, describeMessage(change, guild_id), GuildMessages),
			);
		case 'messageDelete':
			return within(
				change.channelId,
				about(
					GatewayDispatchEvents.MessageDelete,
					{ id: change.messageId, channel_id: change.channelId, guild_id },
					GuildMessages,
				),
			);
		default:
			return undefined;
	}
}

const about = (event: GatewayDispatchEvents, data: unknown, intent: GatewayIntentBits): ChangeDispatch => ({
	event,
	data,
	intent,
});

const aboutChannel = (event: GatewayDispatchEvents, channel: APIChannel): ChangeDispatch => ({
	...about(event, channel, Guilds),
	channel,
});

const within = (channelId: string, told: ChangeDispatch): ChangeDispatch => ({ ...told, seenIn: channelId });

/** In a message event the author's member has no user, since the user is already there. */
function describeMessage({ message, member }: { message: APIMessage; member?: APIGuildMember }, guild_id: string) {
	const { user: _, ...rest } = member ?? {};
	return { ...message, guild_id, ...(member && { member: rest }) };
}

/** `flags`, `deaf` and `mute` are optional in GUILD_MEMBER_UPDATE. */
function describeUpdate(guild_id: string, member: APIGuildMember, optional: UpdateOptions): ChangeDispatch {
	const { flags, deaf, mute, ...rest } = member;
	return {
		event: GatewayDispatchEvents.GuildMemberUpdate,
		data: {
			...rest,
			...(optional.flagsInMemberUpdate && { flags }),
			...(optional.voiceFlagsInMemberUpdate && { deaf, mute }),
			guild_id,
		},
		intent: GuildMembers,
		userId: member.user.id,
	};
}

/** Empties what the message content intent protects, unless the bot wrote the message or is mentioned in it. */
export function withoutContent(data: APIMessage, botId: string): APIMessage {
	const isOwn = data.author.id === botId || data.mentions.some(({ id }) => id === botId);
	return isOwn ? data : { ...data, content: '', embeds: [], attachments: [], components: [] };
}
