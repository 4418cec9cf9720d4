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

/** What discord.js makes its classes with, and tells their objects by. Their public types lack both. */
declare class Patched {
	constructor(...args: readonly unknown[]);
	_patch(data: object): void;
}

/** The key of a user in the data of their member. Under discord.js's own, the user would get into the client's cache. */
const USER = Symbol('user');

/** Hears that discord.js has told an object something, after it was made. */
type OnTold = (object: object) => void;

/** The classes of members and users that discord.js makes of rows. */
export function classesOfRows(onTold: OnTold) {
	class RowMember extends (GuildMember as unknown as typeof Patched) {
		declare user: unknown;

		override _patch(data: object): void {
			if (USER in data) this.user = data[USER];
			super._patch(data);
			onTold(this);
		}
	}

	class RowUser extends (User as unknown as typeof Patched) {
		override _patch(data: object): void {
			super._patch(data);
			onTold(this);
		}
	}

	name(RowMember, GuildMember);
	name(RowUser, User);
	return { RowMember, RowUser };
}

/** Lets an object say that it is of the other class. */
function name({ prototype }: typeof Patched, value: object): void {
	Object.defineProperty(prototype, 'constructor', { value, configurable: true, writable: true });
}

/** The classes that make a member and a user. */
export interface Classes {
	readonly RowMember: typeof Patched;
	readonly RowUser: typeof Patched;
}

const UNHEARD = classesOfRows(() => {});

/**
 * A GuildMember that discord.js makes of a row, with this user. If discord.js made the user, too, it would write them into
 * `client.users`, over data that may be newer.
 *
 * Throws what discord.js throws for data that it refuses, such as negative flags.
 */
export function constructMember(
	guild: Guild,
	{ user: _, ...data }: RawMember,
	user?: User,
	{ RowMember }: Classes = UNHEARD,
): GuildMember {
	const sent = { ...data, roles: [...(data.roles ?? [])], ...(user && { [USER]: user }) };
	return new RowMember(guild.client, sent, guild) as unknown as GuildMember;
}

/** A User that discord.js makes of a row, and that the client does not know. */
export function constructUser(client: Client, data: RawMember['user'], { RowUser }: Classes = UNHEARD): User {
	return new RowUser(client, data) as unknown as User;
}
