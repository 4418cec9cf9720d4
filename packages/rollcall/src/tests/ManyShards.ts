import type { GatewayDispatch, ITransport, ITransportListener } from '../interfaces/ITransport.js';
import type { MemberPatch } from '../roster/MemberEvent.js';
import { MemberTable } from '../roster/MemberTable.js';
import { Roster } from '../roster/Roster.js';
import { SharedRosters } from '../roster/SharedRosters.js';
import { BotState } from '../sync/BotState.js';
import type { GuildState } from '../sync/GuildState.js';
import { aMember } from './aMember.js';
import { VirtualClock } from './VirtualClock.js';

export const BOT = '99';

/** What is on its way over one shard: dispatches, and heartbeats by the time at which they were sent. */
type Parcel = Omit<GatewayDispatch, 's'> | { readonly sentAt: number };

/** A bot on several shards, each of which delivers what happens later, and at its own pace. Its rosters are behind caches. */
export class ManyShards {
	readonly clock = new VirtualClock();
	readonly shared = new SharedRosters();
	readonly bot: BotState;
	readonly guildIds: readonly string[];
	/** What Discord knows: the name of each user, and the members of each guild. */
	readonly names = new Map<string, string>([[BOT, 'bot']]);
	readonly members: ReadonlyMap<string, Set<string>>;
	/** Each service event, as guild, user, name before and name after. */
	readonly heard: string[] = [];
	readonly #ways: Parcel[][];
	readonly #provenAt: (number | undefined)[] = [];
	readonly #sequences: number[] = [];
	#listener: ITransportListener | undefined;

	constructor(
		readonly shards: number,
		guilds: number,
	) {
		this.guildIds = Array.from({ length: guilds }, (_, n) => String(n + 1));
		this.members = new Map(this.guildIds.map((id) => [id, new Set([BOT])]));
		this.#ways = Array.from({ length: shards }, () => []);
		const observer = {
			isWatching: true,
			onMember: (guildId: string, change: { kind: string; before?: object; after?: object; userId: string }) =>
				this.heard.push([guildId, change.userId, nameOf(change.before), nameOf(change.after)].join(' ')),
			onStatus: () => {},
		};
		this.bot = new BotState(this.#transport(), this.clock, undefined, observer, undefined, this.shared);
		for (const id of this.guildIds) this.guild(id);
	}

	shardOf(guildId: string): number {
		return Number(guildId) % this.shards;
	}

	guild(guildId: string): GuildState {
		return this.bot.guild(guildId, this.shardOf(guildId));
	}

	/** The name that the guild's roster has of the user; `undefined` if it has not the user. */
	known(guildId: string, userId: string): string | undefined {
		return this.guild(guildId).roster?.table.get(userId)?.user.username;
	}

	join(userId: string, guildId: string): void {
		const members = this.members.get(guildId);
		if (members?.has(userId)) return;
		members?.add(userId);
		this.#send('GUILD_MEMBER_ADD', guildId, this.#member(userId));
	}

	leave(userId: string, guildId: string): void {
		if (this.members.get(guildId)?.delete(userId)) this.#send('GUILD_MEMBER_REMOVE', guildId, { user: { id: userId } });
	}

	/** Each guild of the user gets an event, over its own shard. */
	rename(userId: string, name: string): void {
		if (this.names.get(userId) === name) return;
		this.names.set(userId, name);
		for (const guildId of this.guildIds) {
			if (this.members.get(guildId)?.has(userId)) this.#send('GUILD_MEMBER_UPDATE', guildId, this.#member(userId));
		}
	}

	/** Something that tells the user beside: a message in the guild, with what they are now. */
	speak(userId: string, guildId: string): void {
		this.#send('MESSAGE_CREATE', guildId, { author: this.#member(userId).user });
	}

	/** A heartbeat is sent, and acknowledged behind everything that is on its way. */
	beat(shardId: number): void {
		this.#ways[shardId]?.push({ sentAt: this.clock.now() });
	}

	/** Delivers so much of what is on its way. */
	deliver(shardId: number, most = Number.POSITIVE_INFINITY): void {
		for (const parcel of this.#ways[shardId]?.splice(0, most) ?? []) this.#deliver(shardId, parcel);
	}

	/** Discord tells something directly, without a way. */
	tell(t: string, guildId: string, d: object): void {
		this.#deliver(this.shardOf(guildId), { t, d: { guild_id: guildId, ...d } });
	}

	/** A list is proven: everything of the guild has been told, and Discord said who is there. */
	fetch(guildId: string): void {
		const guild = this.guild(guildId);
		this.deliver(this.shardOf(guildId));
		const table = new MemberTable();
		for (const userId of this.members.get(guildId) ?? []) table.set(this.#member(userId));
		guild.keep(new Roster(table, guild.session, this.clock.now()));
		guild.show();
	}

	#member(userId: string) {
		const patch: MemberPatch = { user: { username: this.names.get(userId) ?? '' } };
		return aMember(userId, { ...patch, joined_at: '2020-01-01T00:00:00.000Z' });
	}

	#send(t: string, guildId: string, d: object): void {
		this.#ways[this.shardOf(guildId)]?.push({ t, d: { guild_id: guildId, ...d } });
	}

	#deliver(shardId: number, parcel: Parcel): void {
		if ('sentAt' in parcel) {
			this.#provenAt[shardId] = parcel.sentAt;
			return;
		}
		const s = (this.#sequences[shardId] ?? 0) + 1;
		this.#sequences[shardId] = s;
		this.#listener?.onDispatch(shardId, { ...parcel, s });
	}

	#transport(): ITransport {
		const refuse = async () => Promise.reject(new Error('Nobody asks here.'));
		return {
			botId: BOT,
			membersIntent: true,
			loggedIn: true,
			connection: (shardId) => ({
				ready: true,
				heartbeatAt: this.clock.now(),
				...(this.#provenAt[shardId] !== undefined && { provenAt: this.#provenAt[shardId] }),
			}),
			holdsGuild: () => true,
			subscribe: (listener) => {
				this.#listener = listener;
				return () => {};
			},
			requestMembers: refuse,
			listMembers: refuse,
			getMember: refuse,
			getRoles: refuse,
			getRoleMemberCounts: refuse,
			isMembersIntentGranted: refuse,
		};
	}
}

function nameOf(member: object | undefined): string {
	return (member as { user: { username: string } } | undefined)?.user.username ?? '-';
}
