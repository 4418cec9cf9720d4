import type { Trait } from './Thing.js';

/** The objects of discord.js that lead to members, and how to recognise each. */
export const TRAITS = {
	role: {
		type: /\bRole$/,
		name: /role$/i,
		options: ['getRole'],
		manager: 'roles',
		ofManager: ['everyone', 'highest', 'premiumSubscriberRole', 'botRole', 'hoist', 'color', 'icon'],
		events: { roleCreate: 1, roleDelete: 1, roleUpdate: 2 },
	},
	message: {
		type: /\bMessage(<.*>)?$/,
		name: /^msg$|message$/i,
		properties: ['message'],
		methods: ['fetchReply', 'awaitMessages'],
		manager: 'messages',
		events: { messageCreate: 1, messageUpdate: 2, messageDelete: 1 },
	},
	mentions: { type: /\bMessageMentions(<.*>)?$/, name: /^mentions$/, properties: ['mentions'] },
	voiceState: {
		type: /\bVoiceState$/,
		name: /voiceState$|^(old|new)State$/i,
		properties: ['voice'],
		manager: 'voiceStates',
		events: { voiceStateUpdate: 2 },
	},
	typing: { type: /\bTyping$/, name: /^typing$/, events: { typingStart: 1 } },
	presence: {
		type: /\bPresence$/,
		name: /presence$/i,
		properties: ['presence'],
		manager: 'presences',
		events: { presenceUpdate: 2 },
	},
	threadMember: { type: /\bThreadMember(<.*>)?$/, name: /threadMember$/i, events: { threadMemberUpdate: 2 } },
	channel: {
		type: /\b(Text|Voice|Stage|News|Forum|Media|Category|Guild|Base|Based)*Channel$/,
		name: /channel$/i,
		options: ['getChannel'],
		properties: ['channel', 'voiceChannel', 'afkChannel', 'systemChannel', 'rulesChannel'],
		manager: 'channels',
		events: { channelCreate: 1, channelDelete: 1, channelUpdate: 2 },
	},
	dm: { type: /\bDMChannel$/, name: /^dm$|dmChannel$/i, properties: ['dmChannel'] },
	auditEntry: {
		type: /\bGuildAuditLogsEntry(<.*>)?$/,
		name: /audit(Log)?Entry$/i,
		manager: 'entries',
		events: { guildAuditLogEntryCreate: 1 },
	},
	client: {
		type: /\bClient(<.*>)?$/,
		name: /client$|^(bot|discord)$/i,
		properties: ['client'],
		events: { ready: 1, clientReady: 1 },
	},
	service: { type: /\bI?(Standalone)?MemberFetchService$/, name: /service$/i },
} satisfies Readonly<Record<string, Trait>>;

export type TraitName = keyof typeof TRAITS;
