import type {
	APIAuditLogEntry,
	APIChannel,
	APIGuild,
	APIGuildApplicationCommandPermissions,
	APIGuildMember,
	APIInteraction,
	APIMessage,
	APIPartialEmoji,
	APIRole,
	APIThreadChannel,
	APIThreadMember,
	APIUser,
	APIVoiceState,
	GatewayPresenceUpdate,
} from 'discord-api-types/v10';

/** An invite as far as listeners need it. */
interface Invite {
	readonly code: string;
	readonly channelId: string;
	readonly inviter: APIUser | undefined;
	readonly maxAge: number;
	readonly maxUses: number;
	readonly temporary: boolean;
	readonly createdAt: number;
}

/** The message that is reacted to. */
interface ReactedTo {
	channelId: string;
	messageId: string;
	authorId: string;
}

/** A change in a guild. */
export type GuildEvent =
	| { type: 'memberAdd'; member: APIGuildMember }
	| { type: 'memberRemove'; user: APIUser }
	| { type: 'memberUpdate'; member: APIGuildMember; before: APIGuildMember }
	| { type: 'roleCreate' | 'roleUpdate'; role: APIRole }
	| { type: 'roleDelete'; roleId: string }
	| { type: 'channelCreate' | 'channelUpdate' | 'channelDelete'; channel: APIChannel }
	| { type: 'guildUpdate'; guild: APIGuild }
	| { type: 'banAdd' | 'banRemove'; user: APIUser }
	| { type: 'auditLogEntry'; entry: APIAuditLogEntry }
	/** With the member at that moment. */
	| { type: 'voiceState'; state: APIVoiceState; member: APIGuildMember }
	/** With the author as a member, if they are one. */
	| { type: 'messageCreate' | 'messageUpdate'; message: APIMessage; member?: APIGuildMember }
	| { type: 'messageDelete'; channelId: string; messageId: string }
	| { type: 'messageDeleteBulk'; channelId: string; messageIds: readonly string[] }
	| { type: 'channelPinsUpdate'; channelId: string; lastPinAt: number | null }
	| (ReactedTo & { type: 'reactionAdd'; userId: string; emoji: APIPartialEmoji; member?: APIGuildMember })
	| (ReactedTo & { type: 'reactionRemove'; userId: string; emoji: APIPartialEmoji })
	| (ReactedTo & { type: 'reactionRemoveAll' })
	| (ReactedTo & { type: 'reactionRemoveEmoji'; emoji: APIPartialEmoji })
	| { type: 'threadCreate' | 'threadUpdate' | 'threadDelete'; thread: APIThreadChannel }
	| { type: 'threadMembers'; thread: APIThreadChannel; added: APIThreadMember[]; removedIds: string[] }
	| { type: 'inviteCreate' | 'inviteDelete'; invite: Invite }
	| { type: 'webhooksUpdate'; channelId: string }
	| { type: 'commandPermissions'; permissions: APIGuildApplicationCommandPermissions }
	| { type: 'typingStart'; channelId: string; member: APIGuildMember }
	| { type: 'presenceUpdate'; presence: GatewayPresenceUpdate }
	/** Only for the bot that it names. */
	| { type: 'interactionCreate'; botId: string; interaction: APIInteraction; via: 'gateway' | 'http' }
	/** The user of a bot changed, in all of Discord. The guild is the first one that it is in, or an empty text. */
	| { type: 'ownUserUpdate'; botId: string; user: APIUser }
	/** An outage begins or ends. */
	| { type: 'unavailable' | 'available' }
	/** A bot lost the guild, or joined it. */
	| { type: 'botRemoved' | 'botAdded'; botId: string };

/** One change of the world. Listeners get it in order and when it happens. `at` is epoch milliseconds. */
export type WorldChange = GuildEvent & { guildId: string; at: number };

/** Called for every change of the world. */
export type WorldListener = (change: WorldChange) => void;
