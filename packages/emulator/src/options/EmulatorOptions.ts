/*
 * Written out, although `schema.ts` says the same to the machine: the declarations of the package must not need those of zod.
 * A test compares the two.
 */

/** A number of requests in a number of milliseconds. */
export interface LimitOptions {
	limit: number;
	window: number;
}

/** A certificate and its key, both as the text of a PEM file. */
export interface TlsOptions {
	cert: string;
	key: string;
}

/** One bot account that may log in. */
export interface BotOptions {
	token?: string | undefined;
	id?: string | undefined;
	username?: string | undefined;
	/** Privileged intents granted to the application; all are granted unless one is `false`. */
	intents?:
		| {
				members?: boolean | undefined;
				presences?: boolean | undefined;
				messageContent?: boolean | undefined;
		  }
		| undefined;
	/** The guilds it is in: all of them, or these ids. */
	guilds?: 'all' | string[] | undefined;
	/** The permission bits of the bot's own role, as a decimal string; administrator by default. */
	permissions?: string | undefined;
}

/** One guild of the world. */
export interface GuildOptions {
	id?: string | undefined;
	name?: string | undefined;
	/** How many members it has at the start, with its bots. */
	members: number;
	/** How many roles it has beside `@everyone` and the roles of its bots. */
	roles?: number | undefined;
	/** The share of members that is not offline. */
	online?: number | undefined;
	/** The guild's language, as `preferred_locale`; `en-US` by default. */
	locale?: string | undefined;
	/** The name of the voice channel for members who are away, `AFK` by default; `null` for none. */
	afkChannel?: string | null | undefined;
	/** The seconds of silence after which Discord moves a member there. */
	afkTimeout?: 60 | 300 | 900 | 1800 | 3600 | undefined;
}

/** The numbers of the gateway. Durations are milliseconds. */
export interface GatewayOptions {
	heartbeatInterval: number;
	helloDelay: number;
	/** How many heartbeat intervals may pass without a heartbeat before the connection is dropped. */
	missedHeartbeats: number;
	chunkSize: number;
	/** The pace of chunks; 0 sends them at once. */
	membersPerSecond: number;
	/** From a member request to its first chunk. */
	requestLatency: number;
	/** From a change of the world to its dispatch. */
	eventLatency: number;
	/** One request for all members of a guild per bot in this time. */
	requestWindow: number;
	/** Whether GUILD_MEMBER_UPDATE carries `flags`, which are optional in it. */
	flagsInMemberUpdate: boolean;
	/** Whether GUILD_MEMBER_UPDATE carries `deaf` and `mute`, which are optional in it. */
	voiceFlagsInMemberUpdate: boolean;
	/** Whether RATE_LIMITED names the nonce of the refused request in `meta`. */
	nonceInRateLimited: boolean;
	sendLimit: number;
	sendWindow: number;
	maxPayload: number;
	maxConcurrency: number;
	identifyWindow: number;
	sessionStartLimit: number;
	/** How long a session survives its connection. */
	resumeWindow: number;
	/** How many dispatches a session keeps for a resume. */
	replayBuffer: number;
	/** How many bytes all sessions together keep for resumes; the session that keeps most forgets first. */
	replayBytes: number;
	/** The recommended number of shards. */
	shards: number;
}

/** The numbers of REST. Durations are milliseconds. */
export interface RestOptions {
	latency: number;
	/** How far Discord's clock is ahead of this machine's; negative if it is behind. Date and X-RateLimit-Reset show it. */
	clockSkew: number;
	globalLimit: LimitOptions;
	/** Buckets by the name of their route; `default` is for every route without an entry. */
	buckets: { default: LimitOptions; [route: string]: LimitOptions };
}

export type ProfileName = ResolvedOptions['profile'];

/** Every option with its value: what the emulator runs with. */
export interface ResolvedOptions {
	seed: number;
	profile: 'discord' | 'instant';
	host: '127.0.0.1' | '::1' | 'localhost';
	hostNames: string[];
	port: number;
	tls?: TlsOptions | undefined;
	bots: BotOptions[];
	guilds: GuildOptions[];
	gateway: GatewayOptions;
	rest: RestOptions;
}

/**
 * The options that you can set, at any depth. The rest comes from the profile.
 *
 * @example `{ profile: 'discord', guilds: [{ members: 25_000 }], gateway: { requestWindow: 1_000 } }`
 */
export interface EmulatorOptions {
	seed?: number | undefined;
	/** @defaultValue `'instant'` */
	profile?: ProfileName | undefined;
	host?: ResolvedOptions['host'] | undefined;
	/** Names of hosts by which clients may call it, beside those of loopback. All others get 403. */
	hostNames?: string[] | undefined;
	/** @defaultValue `0`: any free port */
	port?: number | undefined;
	/** Lets it speak `https:` and `wss:`, for clients that speak nothing else. */
	tls?: TlsOptions | undefined;
	bots?: BotOptions[] | undefined;
	guilds?: GuildOptions[] | undefined;
	gateway?: Partial<GatewayOptions> | undefined;
	rest?: PartialRestOptions | undefined;
}

/** Options of REST. You may leave out any of them. */
export interface PartialRestOptions {
	latency?: number | undefined;
	clockSkew?: number | undefined;
	globalLimit?: Partial<LimitOptions> | undefined;
	buckets?: Record<string, LimitOptions> | undefined;
}
