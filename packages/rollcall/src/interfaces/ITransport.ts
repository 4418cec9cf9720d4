import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { MemberFetchError } from '../errors/MemberFetchError.js';

/** One guild member as Discord sends it, user included. Treated as immutable once received. */
export type RawMember = Readonly<Omit<APIGuildMember, 'user'>> & { readonly user: Readonly<APIUser> };

/** A gateway dispatch (op 0) as it came off the wire. */
export interface GatewayDispatch {
	readonly t: string;
	/** Sequence number in the session. */
	readonly s: number | null;
	readonly d: unknown;
}

/** The body of an op 8 (Request Guild Members). */
export type MemberRequest = { readonly guild_id: string; readonly nonce: string } & (
	| { readonly query: ''; readonly limit: 0 }
	| { readonly user_ids: readonly string[] }
);

/** What a transport tells the service while it is subscribed. */
export interface ITransportListener {
	/** Each dispatch, in the order in which the shard received them, READY and RESUMED included. */
	onDispatch(shardId: number, dispatch: GatewayDispatch): void;
	/**
	 * The socket of the shard is gone, or its session is being resumed on the open one; told before the first dispatch of
	 * the replay. A RESUMED or a READY may follow, and more cuts before it.
	 */
	onCut(shardId: number): void;
	/** The shard will not come back by itself. `code` is the close code, e.g. 4014. */
	onEnd(shardId: number, code: number): void;
	/** The connection may have been destroyed: see {@link ITransport.destroyed}. */
	onDestroy?(): void;
}

/** What a shard's connection says of itself at this moment. */
export interface ShardConnection {
	/** A session is established, its socket is open, and nothing is left to replay. */
	readonly ready: boolean;
	/**
	 * Monotonic ms at which the last heartbeat was sent that was acknowledged while a session was established: one that is
	 * acknowledged before RESUMED says nothing of what the replay still owes.
	 */
	readonly heartbeatAt?: number | undefined;
	/**
	 * Monotonic ms at which the last heartbeat was sent whose acknowledgement came behind every dispatch that was told by
	 * now: what happened before it has been told.
	 */
	readonly provenAt?: number | undefined;
	/** Sequence number of the last dispatch that it has taken, where it tells it. */
	readonly sequence?: number | undefined;
	/** Dispatches have come that are not told yet, because earlier ones are awaited. */
	readonly holding?: boolean | undefined;
	/** Heartbeat interval in ms, where the connection tells it. */
	readonly heartbeatIntervalMs?: number | undefined;
}

/** A role of a guild, as far as it is read: a name may be that of several. */
export interface RawRole {
	readonly id: string;
	readonly name: string;
}

/** One answer of the member list. */
export interface MemberPage {
	readonly members: readonly RawMember[];
	/** What the X-RateLimit headers said of the bucket, where they were present. */
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
	/** Whether there is a token to make requests with. */
	readonly loggedIn: boolean;
	/** Whether its owner has destroyed it, and not logged in again; absent where that cannot be told. */
	readonly destroyed?: boolean | undefined;
	/** Why no list can be had while the connection is as it is, beside its token and intent; `undefined` where one can. */
	obstacle?(guildId: string, shardId: number): MemberFetchError | undefined;
	/** What the shard's connection says now. */
	connection(shardId: number): ShardConnection;
	/**
	 * Whether this connection's session holds the guild now (not during an outage of the guild); `undefined` where it
	 * knows the guild and cannot tell.
	 */
	holdsGuild(guildId: string): boolean | undefined;
	/** Tells the listener what happens until the function that it returns is called. */
	subscribe(listener: ITransportListener): () => void;
	/**
	 * Sends op 8. Resolves when it is on the wire; rejects, without having queued anything, where the shard cannot
	 * send now.
	 */
	requestMembers(shardId: number, request: MemberRequest): Promise<void>;
	/** `GET /guilds/{id}/members`: up to `limit` (1..1000) members with ids above `after`, sorted by id. */
	listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage>;
	/** `GET /guilds/{id}/members/{user}`; `undefined` where he is no member (404, code 10007 or 10013). */
	getMember(guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined>;
	/** `GET /guilds/{id}/roles`: every role of the guild, `@everyone` included, whose id is the guild's. */
	getRoles(guildId: string, signal: AbortSignal): Promise<readonly RawRole[]>;
	/** `GET /guilds/{id}/roles/member-counts`: role id to count. */
	getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>>;
	/** `GET /applications/@me`: whether the GUILD_MEMBERS intent is granted to the application (`flags`). */
	isMembersIntentGranted(signal: AbortSignal): Promise<boolean>;
}

/** How a REST call failed. */
export type TransportFailure =
	/** 429, or a bucket known to be empty: wait `retryAfterMs`, it is no failure. */
	| 'rateLimited'
	/** 5xx, 408, 421, 425, 499, connection reset, time-out, a body that is cut or no JSON. */
	| 'unavailable'
	/** Cloudflare answered in Discord's place: its block lasts, and is not waited for in a call. */
	| 'blocked'
	/** 401 to the token that the bot has now, or no token to ask with. */
	| 'invalidToken'
	/** 403, code 50001 or any other code of Discord's. */
	| 'missingAccess'
	/** 404, code 10004. */
	| 'unknownGuild'
	/** Any other refusal, one below 500 without a code of Discord's too: repeating the request cannot help. */
	| 'rejected';

/** What the answer to a request said of itself. */
export interface AnsweredFacts {
	/** HTTP status. */
	readonly status: number;
	/** Discord's code, where the body is JSON and has one. */
	readonly code?: number | undefined;
}

/** A REST call that did not succeed. Never holds the token, a header or a body. */
export class TransportError extends Error {
	override readonly name = 'TransportError';
	/** What the request asked for, as texts name it: "the member list", "member 81384788765712384". */
	asked?: string;
	constructor(
		readonly failure: TransportFailure,
		message: string,
		/** For `rateLimited`: how long to wait, in ms. */
		readonly retryAfterMs = 0,
		/** False where it was known beforehand that Discord would refuse, so that nothing was sent. */
		readonly sent = true,
		/** Set where there was an answer. */
		readonly answered?: AnsweredFacts,
	) {
		super(message);
	}
}
