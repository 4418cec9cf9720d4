/** Things that a client without members no longer does, as in the table of `docs/memory.md`, and their replacements. */
export const LEAN_KINDS = {
	leanRemove: {
		what: 'never runs: a lean client emits no guildMemberRemove',
		instead: "service.on('guildMemberRemove', …)",
	},
	leanUpdate: {
		what: 'never runs: a lean client emits guildMemberUpdate and userUpdate for the bot only',
		instead: "service.on('guildMemberUpdate', …), which also reports changes of the user",
	},
	leanMember: {
		what: 'is null or empty on a lean client, which keeps no members',
		instead: 'service.fetchMember(guild, id), which needs no request while the list is complete',
	},
	leanChannel: {
		what: 'contains only the bot on a lean client',
		instead:
			'guild.voiceStates.cache for the users in a channel; service.fetchGuildMembers(guild) for those that may see it',
	},
	leanPermissions: {
		what: 'is null on a lean client, which cannot tell permissions from an id or a user alone',
		instead: 'channel.permissionsFor(member), with the member that service.fetchMember(guild, id) returns',
	},
	leanOverwrite: {
		what: 'throws on a lean client, which cannot tell from an id alone if it is a member',
		instead: 'the member itself, or { type: OverwriteType.Member }',
	},
	leanUser: {
		what: 'knows only the bot on a lean client, and asks Discord each time',
		instead: 'service.fetchMember(guild, id)',
	},
	leanContent: {
		what: 'leaves mentions as they were written on a lean client',
		instead: 'message.mentions.users, which has the names',
	},
	leanId: {
		what: 'is null on a lean client',
		instead: 'the id beside it: dmChannel.recipientId, presence.userId, entry.executorId or entry.targetId',
	},
	leanDropped: {
		what: 'is not emitted by a lean client for users that it does not know',
		instead: 'partials: [Partials.User]',
	},
} as const;

export type LeanKind = keyof typeof LEAN_KINDS;
