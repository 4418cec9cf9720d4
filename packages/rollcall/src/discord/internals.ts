import { type Client, type Guild, GuildMember, Status, User } from 'discord.js';
import type { ShardManager } from '../connection/sharding.js';
import type { RawMember } from '../interfaces/ITransport.js';

// The only file that reaches behind the public types of discord.js. Read in the source of 14.28.1; each function says
// what it needs, and works without it if a later version lacks it.

/**
 * The `@discordjs/ws` manager inside the client. `shard.send` of discord.js returns nothing, so a failed send would be
 * an unhandled rejection. And while a shard resumes, it keeps the payload until the next READY, however late that is.
 */
export function shardingOf(client: Client): ShardManager | undefined {
	return (client.ws as unknown as { _ws?: ShardManager | null })._ws ?? undefined;
}

/** The sequence number of the last dispatch that the shard has taken; it would resume from there. */
export function sequenceOf(client: Client, shardId: number): number | undefined {
	const shard = client.ws.shards.get(shardId) as unknown as { sessionInfo?: { sequence?: number } | null } | undefined;
	return shard?.sessionInfo?.sequence;
}

/**
 * Whether the client has applied every event that it has received. Until all its guilds have come, it queues the events
 * of roles; afterwards it takes one from the queue with each event that comes.
 */
export function isApplied(client: Client): boolean {
	const { status, packetQueue } = client.ws as unknown as { status: Status; packetQueue?: readonly unknown[] };
	return status === Status.Ready && (packetQueue ?? []).length === 0;
}

/** Whether `client.destroy()` was ever called; a login that fails calls it too. */
export function wasDestroyed(client: Client): boolean {
	return (client.ws as unknown as { destroyed?: boolean }).destroyed === true;
}

/** The shards of `@discordjs/ws` that the client has now; none if they run in workers. */
export function socketsOf(client: Client): readonly object[] {
	return [...(shardingOf(client)?.strategy?.shards?.values() ?? [])];
}

/** Events of the manager that the client does not pass on. */
export interface ShardEvents {
	/** A heartbeat was acknowledged; `heartbeatAt` is the epoch ms at which it was sent. */
	readonly heartbeat: { readonly shardId: number; readonly heartbeatAt: number };
	/** RESUMED has been received; it is dispatched after what was received before it. */
	readonly resumed: { readonly shardId: number };
}

/** The emitter of @discordjs/ws 1.2.3; if another version has other arguments, heartbeats are not used. */
export interface ShardEmitter {
	on<Name extends keyof ShardEvents>(event: Name, listener: (what: ShardEvents[Name]) => void): unknown;
	off<Name extends keyof ShardEvents>(event: Name, listener: (what: ShardEvents[Name]) => void): unknown;
}

/** The emitter of the client's shards; a new one once it has logged in with another token. */
export function shardEmitterOf(client: Client): ShardEmitter | undefined {
	return shardingOf(client) as unknown as ShardEmitter | undefined;
}

type MemberConstructor = new (client: Client, data: Omit<RawMember, 'user'>, guild: Guild) => GuildMember;
type UserConstructor = new (client: Client, data: RawMember['user']) => User;

/**
 * A GuildMember without its user, made by discord.js. If it were made with the user, discord.js would write them into
 * `client.users`, over data that may be newer.
 *
 * Throws what discord.js throws for data that it refuses, such as negative flags.
 */
export function constructMember(guild: Guild, { user: _, ...data }: RawMember): GuildMember {
	const Member = GuildMember as unknown as MemberConstructor;
	return new Member(guild.client, Object.assign(data, { roles: [...(data.roles ?? [])] }), guild);
}

/** A User made by discord.js, of whom the client knows nothing. */
export function constructUser(client: Client, data: RawMember['user']): User {
	return new (User as unknown as UserConstructor)(client, data);
}
