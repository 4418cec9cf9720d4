/** The error codes, grouped by what you can do about them. A code is never reused for another meaning. */
export const ERROR_CODES = {
	ABORTED: 'The caller or cancelOperation() stopped the fetch.',
	CLOSED: 'The service was closed.',
	INVALID_ARGUMENT: 'An argument of the call is wrong.',
	INVALID_CONFIG: 'A config value is wrong.',
	UNKNOWN_ROLE: 'The guild has no such role.',
	AMBIGUOUS_ROLE: 'Several roles of the guild have the name.',
	UNREADABLE_MEMBER: 'discord.js cannot build a GuildMember from what was sent.',
	MISSING_INTENT: 'The client did not ask for the GuildMembers intent.',
	INTENT_NOT_GRANTED: 'The application has not been granted the GuildMembers intent.',
	MISSING_ACCESS: 'The bot may not see the members of the guild.',
	UNKNOWN_GUILD: 'The guild does not exist, or the bot is not in it.',
	INVALID_TOKEN: 'The client is not logged in, or Discord does not accept its token.',
	CLIENT_DESTROYED: 'The client or the gateway was destroyed by its owner.',
	NOT_CONNECTED: "The gateway has not announced the guild's shard, or does not run it.",
	NO_OWNER: "No process of this manager runs the guild's shard.",
	OWNER_AWAY: "The process of the guild's shard is not there yet, or not ready.",
	OWNER_LOST: "The process of the guild's shard ended before it had answered.",
	LINK_LOST: 'Messages between the processes were lost, or nobody answers them.',
	LINK_FULL: 'Too many messages wait between the processes.',
	LINK_VERSION: 'The processes run versions of this package that do not understand each other.',
	DEADLINE: 'The deadline passed before the list was complete.',
	RATE_LIMITED: 'Discord refused a request and the wait was too long.',
	GATEWAY_SILENT: 'The gateway did not answer.',
	SESSION_LOST: 'The gateway session ended or cannot vouch for the list.',
	INCOMPLETE: 'Parts of the list did not arrive, or could not be proven.',
	REST_UNAVAILABLE: 'REST requests kept failing.',
	REJECTED: 'Discord rejected a request for another reason.',
} as const;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof ERROR_CODES;
