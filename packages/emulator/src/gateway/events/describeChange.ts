import {
	type APIChannel,
	type APIGuildMember,
	type APIMessage,
	type APIThreadChannel,
	GatewayDispatchEvents,
	GatewayIntentBits,
	PermissionFlagsBits,
} from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import type { GatewayOptions } from '../../options/index.js';
import type { WorldChange } from '../../world/index.js';

/** A change of the world as a dispatch, with the intent that it needs. */
export interface ChangeDispatch {
	readonly event: GatewayDispatchEvents;
	readonly data: unknown;
	readonly intent: GatewayIntentBits;
	/** The user whose change it is. Their own bot gets it without the intent. */
	readonly userId?: string | undefined;
	/** Bots need the members intent, too, unless the change is about them. */
	readonly onlyMembers?: readonly string[];
	/** The permission that the bot needs in the guild. */
	readonly needs?: bigint;
	/** The channel in which it happens. Only bots that see it get the event. */
	readonly seenIn?: string;
	/** The channel that the data is about. Bots that do not see it get it without its details. */
	readonly channel?: APIChannel;
}

/** Which optional fields GUILD_MEMBER_UPDATE has. */
export type UpdateOptions = Pick<GatewayOptions, 'flagsInMemberUpdate' | 'voiceFlagsInMemberUpdate'>;

const { GuildMembers, Guilds, GuildModeration, GuildVoiceStates, GuildMessages } = GatewayIntentBits;
const { GuildIntegrations, GuildInvites, GuildWebhooks, GuildMessageReactions, GuildMessageTyping, GuildPresences } =
	GatewayIntentBits;

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
		case 'banAdd':
			return about(GatewayDispatchEvents.GuildBanAdd, { guild_id, user: change.user }, GuildModeration);
		case 'banRemove':
			return about(GatewayDispatchEvents.GuildBanRemove, { guild_id, user: change.user }, GuildModeration);
		case 'auditLogEntry':
			return {
				...about(GatewayDispatchEvents.GuildAuditLogEntryCreate, { ...change.entry, guild_id }, GuildModeration),
				needs: PermissionFlagsBits.ViewAuditLog,
			};
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
		case 'messageDeleteBulk':
			return within(
				change.channelId,
				about(
					GatewayDispatchEvents.MessageDeleteBulk,
					{ ids: change.messageIds, channel_id: change.channelId, guild_id },
					GuildMessages,
				),
			);
		case 'threadCreate':
			return aboutThread(GatewayDispatchEvents.ThreadCreate, change.thread, { newly_created: true });
		case 'threadUpdate':
			return aboutThread(GatewayDispatchEvents.ThreadUpdate, change.thread);
		case 'threadDelete': {
			const { id, parent_id, type } = change.thread;
			// Nobody sees the thread any more, but its channel.
			const told = about(GatewayDispatchEvents.ThreadDelete, { id, guild_id, parent_id, type }, Guilds);
			return within(String(parent_id), told);
		}
		case 'threadMembers': {
			const { thread, added, removedIds } = change;
			const data = {
				...{ id: thread.id, guild_id, member_count: thread.member_count },
				...(added.length > 0 && { added_members: added.map((one) => ({ ...one, presence: null })) }),
				...(removedIds.length > 0 && { removed_member_ids: removedIds }),
			};
			return {
				...about(GatewayDispatchEvents.ThreadMembersUpdate, data, Guilds),
				seenIn: removedIds.length > 0 ? String(thread.parent_id) : thread.id,
				onlyMembers: [...added.flatMap(({ user_id }) => user_id ?? []), ...removedIds],
			};
		}
		case 'inviteCreate':
			return describeInvite(GatewayDispatchEvents.InviteCreate, change, inviteFields(change.invite));
		case 'inviteDelete':
			return describeInvite(GatewayDispatchEvents.InviteDelete, change, {});
		case 'webhooksUpdate': {
			const data = { guild_id, channel_id: change.channelId };
			return within(change.channelId, about(GatewayDispatchEvents.WebhooksUpdate, data, GuildWebhooks));
		}
		case 'commandPermissions':
			return about(GatewayDispatchEvents.ApplicationCommandPermissionsUpdate, change.permissions, GuildIntegrations);
		case 'channelPinsUpdate': {
			const last_pin_timestamp = change.lastPinAt === null ? null : discordTimestamp(change.lastPinAt);
			const data = { guild_id, channel_id: change.channelId, last_pin_timestamp };
			return within(change.channelId, about(GatewayDispatchEvents.ChannelPinsUpdate, data, Guilds));
		}
		case 'reactionAdd':
		case 'reactionRemove':
		case 'reactionRemoveAll':
		case 'reactionRemoveEmoji':
			return describeReaction(change);
		case 'typingStart': {
			const { channelId: channel_id, member } = change;
			const timestamp = Math.floor(change.at / 1000);
			const data = { channel_id, guild_id, user_id: member.user.id, timestamp, member };
			return within(channel_id, about(GatewayDispatchEvents.TypingStart, data, GuildMessageTyping));
		}
		case 'presenceUpdate':
			return about(GatewayDispatchEvents.PresenceUpdate, change.presence, GuildPresences);
		default:
			return undefined;
	}
}

type InviteChange = Extract<WorldChange, { readonly type: 'inviteCreate' | 'inviteDelete' }>;

function describeInvite(event: GatewayDispatchEvents, change: InviteChange, more: object): ChangeDispatch {
	const { code, channelId: channel_id } = change.invite;
	return within(channel_id, about(event, { channel_id, code, guild_id: change.guildId, ...more }, GuildInvites));
}

function inviteFields({ inviter, createdAt, maxAge, maxUses, temporary }: InviteChange['invite']): object {
	return {
		...{ ...(inviter && { inviter }), created_at: discordTimestamp(createdAt), max_age: maxAge, max_uses: maxUses },
		...{ temporary, uses: 0, type: 0 },
		expires_at: maxAge === 0 ? null : discordTimestamp(createdAt + maxAge * 1000),
	};
}

type ReactionChange = Extract<WorldChange, { readonly authorId: string }>;

function describeReaction(change: ReactionChange): ChangeDispatch {
	const { guildId: guild_id, channelId: channel_id, messageId: message_id } = change;
	const place = { guild_id, channel_id, message_id };
	const by = (event: GatewayDispatchEvents, data: object) =>
		within(channel_id, about(event, { ...place, ...data }, GuildMessageReactions));
	switch (change.type) {
		case 'reactionAdd': {
			const { userId: user_id, emoji, member, authorId: message_author_id } = change;
			const added = { user_id, emoji, ...(member && { member }), message_author_id };
			return by(GatewayDispatchEvents.MessageReactionAdd, { ...added, burst: false, burst_colors: [], type: 0 });
		}
		case 'reactionRemove': {
			const { userId: user_id, emoji } = change;
			return by(GatewayDispatchEvents.MessageReactionRemove, { user_id, emoji, burst: false, type: 0 });
		}
		case 'reactionRemoveAll':
			return by(GatewayDispatchEvents.MessageReactionRemoveAll, {});
		case 'reactionRemoveEmoji':
			return by(GatewayDispatchEvents.MessageReactionRemoveEmoji, { emoji: change.emoji });
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

const aboutThread = (event: GatewayDispatchEvents, thread: APIThreadChannel, more: object = {}): ChangeDispatch =>
	within(thread.id, about(event, { ...thread, ...more }, Guilds));

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
