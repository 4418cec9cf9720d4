/** What a client that keeps no members does no longer, as the table of `docs/memory.md` has it, and what to use. */
export const LEAN_KINDS = {
	leanRemove: {
		what: 'hears of no one who leaves: a lean client emits no guildMemberRemove',
		instead: "service.on('guildMemberRemove', …)",
	},
	leanUpdate: {
		what: 'hears of no change: a lean client emits no guildMemberUpdate and no userUpdate but for the bot',
		instead: "service.on('guildMemberUpdate', …), which tells of the user's changes too",
	},
	leanMember: {
		what: 'is null or empty with a lean client, which knows no member here',
		instead: 'service.fetchMember(guild, id): no request while the list is true',
	},
	leanChannel: {
		what: 'counts only the bot with a lean client',
		instead: 'guild.voiceStates.cache for who is in a channel; service.fetchGuildMembers(guild) for who may see it',
	},
	leanPermissions: {
		what: 'is null with a lean client, which knows no permissions by id or user alone',
		instead: 'channel.permissionsFor(member), with the member of service.fetchMember(guild, id)',
	},
	leanOverwrite: {
		what: 'throws with a lean client, which can not tell by an id alone whether it is a member',
		instead: 'the member itself, or { type: OverwriteType.Member }',
	},
	leanUser: {
		what: 'knows the bot alone with a lean client, and asks Discord each time',
		instead: 'service.fetchMember(guild, id)',
	},
	leanContent: {
		what: 'leaves mentions as they were written with a lean client',
		instead: 'message.mentions.users, which has the names',
	},
	leanId: {
		what: 'is null with a lean client',
		instead: 'the id beside it: dmChannel.recipientId, presence.userId, entry.executorId or entry.targetId',
	},
	leanDropped: {
		what: 'is not emitted by a lean client for users whom it does not know',
		instead: 'partials: [Partials.User]',
	},
} as const;

export type LeanKind = keyof typeof LEAN_KINDS;
