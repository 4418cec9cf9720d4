import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { MemberFetchError } from '../errors/MemberFetchError.js';

export { type AnsweredFacts, TransportError, type TransportFailure } from '../errors/TransportError.js';

/** One guild member as Discord sends them, with their user. Do not change it once it is received. */
export type RawMember = Readonly<Omit<APIGuildMember, 'user'>> & { readonly user: Readonly<APIUser> };

/** A gateway dispatch (op 0) as it came off the wire. */
export interface GatewayDispatch {
	readonly t: string;
	/** Sequence number in its session. */
	readonly s: number | null;
	readonly d: unknown;
}

/** The body of an op 8 (Request Guild Members). */
export type MemberRequest = { readonly guild_id: string; readonly nonce: string } & (
	| { readonly query: ''; readonly limit: 0; readonly presences?: true }
	| { readonly user_ids: readonly string[] }
);

/** The events of a transport, for as long as the service is subscribed. */
export interface ITransportListener {
	/** Called with each dispatch in the order in which the shard received it, READY and RESUMED included. */
	onDispatch(shardId: number, dispatch: GatewayDispatch): void;
	/**
	 * The socket of the shard is gone, or its session is being resumed on the open socket. Called before the first
	 * dispatch of the replay. More cuts may follow, then a RESUMED or a READY.
	 */
	onCut(shardId: number): void;
	/** The shard does not come back by itself. `code` is the close code, such as 4014. */
	onEnd(shardId: number, code: number): void;
	/** The connection may have been destroyed: see {@link ITransport.destroyed}. */
	onDestroy?(): void;
}

/** The connection of a shard at this moment. */
export interface ShardConnection {
	/** A session is established, its socket is open, and nothing is left to replay. */
	readonly ready: boolean;
	/**
	 * Monotonic ms at which the last heartbeat was sent that was acknowledged while a session was established. One that
	 * is acknowledged before RESUMED proves nothing: the replay may still lack events.
	 */
	readonly heartbeatAt?: number | undefined;
	/**
	 * Monotonic ms at which a heartbeat was sent: the last one whose acknowledgement came after every dispatch passed on
	 * by now. So everything that happened before it has been passed on.
	 */
	readonly provenAt?: number | undefined;
	/** Sequence number of the last dispatch that it has taken, if known. */
	readonly sequence?: number | undefined;
	/** Dispatches have come that are not passed on yet, because earlier ones are missing. */
	readonly holding?: boolean | undefined;
	/** Heartbeat interval in ms, if known. */
	readonly heartbeatIntervalMs?: number | undefined;
}

/** A role of a guild, as far as it is read; several roles may have one name. */
export interface RawRole {
	readonly id: string;
	readonly name: string;
}

/** One page of the member list. */
export interface MemberPage {
	readonly members: readonly RawMember[];
	/** The rate limit of the request, if the answer had X-RateLimit headers. */
	readonly bucket?: { readonly limit: number; readonly remaining: number; readonly resetAfterMs: number };
}

/**
 * The service's only way to Discord: one connected bot. Implement it to hand the service another way, as `connect` among the
 * dependencies of `MemberFetchService`.
 *
 * A REST call makes one HTTP request. It never waits for a rate limit and never retries; if it fails, it rejects with a
 * {@link TransportError} that names the kind of failure. It settles at once when `signal` fires.
 */
export interface ITransport {
	/** User id of the bot. */
	readonly botId: string;
	/** Whether the connection asked for the GUILD_MEMBERS intent. */
	readonly membersIntent: boolean;
	/** Whether the connection asked for the GUILD_PRESENCES intent; absent if that cannot be told. */
	readonly presencesIntent?: boolean;
	/** Whether there is a token to make requests with. */
	readonly loggedIn: boolean;
	/** Whether its owner has destroyed it and not logged in again; absent if that cannot be told. */
	readonly destroyed?: boolean | undefined;
	/** Why the connection can give no list at this moment, apart from its token and intent; `undefined` if it can. */
	obstacle?(guildId: string, shardId: number): MemberFetchError | undefined;
	/** The connection of a shard at this moment. */
	connection(shardId: number): ShardConnection;
	/**
	 * Whether the session of this connection holds the guild now; `false` during an outage of the guild. `undefined` if
	 * the connection knows the guild and cannot tell.
	 */
	holdsGuild(guildId: string): boolean | undefined;
	/** Discord's own count of the members of a guild; `undefined` if it is not known. Without this method nobody compares it. */
	memberCount?(guildId: string): number | undefined;
	/** Tells the listener what happens until the function that it returns is called. */
	subscribe(listener: ITransportListener): () => void;
	/**
	 * Sends op 8. Resolves when it is on the wire. If the shard cannot send now, it rejects and leaves nothing in a
	 * queue.
	 */
	requestMembers(shardId: number, request: MemberRequest): Promise<void>;
	/** `GET /guilds/{id}/members`: up to `limit` (1..1000) members with ids above `after`, sorted by id. */
	listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage>;
	/** `GET /guilds/{id}/members/{user}`; `undefined` if they are not a member (404, code 10007 or 10013). */
	getMember(guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined>;
	/** `GET /guilds/{id}/roles`: every role of the guild. `@everyone` is among them, with the id of the guild. */
	getRoles(guildId: string, signal: AbortSignal): Promise<readonly RawRole[]>;
	/** `GET /guilds/{id}/roles/member-counts`: role id to number of holders. */
	getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>>;
	/** `GET /applications/@me`: whether the GUILD_MEMBERS intent is granted to the application (`flags`). */
	isMembersIntentGranted(signal: AbortSignal): Promise<boolean>;
}
