import { because } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { Gate } from '../pacing/GuildGate.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import type { SharedRosters } from '../roster/SharedRosters.js';
import type { Announcements } from './Announcements.js';
import { GuildState } from './GuildState.js';
import { LogSweep } from './LogSweep.js';
import type { Shards } from './Shards.js';

/** Gives the gate of a guild. Gates outlive a service: a bot's window is open or shut whichever of its services asks. */
export type GateKeeper = (guildId: string, clock: IClock) => Gate;

/** Guilds that are known from before, and are followed as soon as somebody looks at them. */
export interface IAwaitedGuilds {
	/** Makes sure that the guild is followed, if it is one of them. */
	take(guildId: string): void;
	/** The same of all of them. */
	takeAll(): void;
}

/** How guilds are followed. */
export interface Following {
	readonly clock: IClock;
	readonly shards: Shards;
	readonly announcements: Announcements;
	readonly gateOf?: GateKeeper | undefined;
	/** Hears of the rosters of all guilds. */
	readonly observer?: IRosterObserver | undefined;
	/** The rosters that the caches of the client read, if they read any. */
	readonly shared?: SharedRosters | undefined;
	/** Tells a new guild what happened before. */
	readonly onNew: (guild: GuildState) => void;
}

/** The guilds of one bot that somebody has asked for, or that a dispatch has recently named. */
export class FollowedGuilds {
	/** Nobody looks at a guild before what is known of it from before is there. */
	awaited: IAwaitedGuilds | undefined;
	readonly #guilds = new Map<string, GuildState>();
	readonly #sweep: LogSweep;

	constructor(private readonly following: Following) {
		this.#sweep = new LogSweep(
			following.clock,
			() => this.all(),
			(guild) => this.#guilds.delete(guild.id),
		);
	}

	all(): GuildState[] {
		this.awaited?.takeAll();
		return [...this.#guilds.values()];
	}

	onShard(shardId: number): GuildState[] {
		return this.all().filter((guild) => guild.shard.id === shardId);
	}

	find(guildId: string): GuildState | undefined {
		this.awaited?.take(guildId);
		return this.#guilds.get(guildId);
	}

	/** The guild, followed from now on. */
	of(guildId: string, shardId: number): GuildState {
		const known = this.find(guildId);
		if (known?.shard.id === shardId) {
			this.#sweep.ask(known);
			return known;
		}
		// The number of shards has changed: the session that vouched for the guild no longer sees it.
		if (known) this.#move(known);
		return this.#begin(guildId, shardId);
	}

	/** The guild that a dispatch names, also during an outage. A dispatch about a guild that the bot has left begins nothing. */
	named(guildId: string, shardId: number): GuildState | undefined {
		const known = this.find(guildId);
		if (known?.shard.id === shardId) return known;
		const isOurs = known !== undefined || this.following.shards.of(shardId).knows(guildId);
		return isOurs ? this.#sweep.notice(this.of(guildId, shardId)) : undefined;
	}

	/** Lets go of a guild that nothing could be learned about, if it is none of the bot's. */
	dismiss(guild: GuildState): void {
		const isOfUse = guild.shard.knows(guild.id) || guild.roster !== undefined || guild.listenerCount > 0;
		if (!isOfUse) this.#forget(guild);
	}

	/**
	 * Forgets a guild that the bot has left. Call its `leave` first: a listener that asks for the guild then must not get a
	 * new one.
	 */
	remove(guild: GuildState): void {
		this.#forget(guild);
		guild.observer = undefined;
	}

	/** Forgets all guilds and returns them. More may be followed later. */
	release(): GuildState[] {
		const guilds = this.all();
		this.#guilds.clear();
		return guilds;
	}

	/** Leaves no timer, because no guild is left. */
	rest(): void {
		this.#sweep.rest();
	}

	/** Leaves no timer, and sets none again. */
	close(): void {
		this.awaited = undefined;
		this.#sweep.close();
		for (const guild of this.#guilds.values()) {
			guild.observer = undefined;
			guild.shared?.drop(guild, because('serviceClosed'));
		}
		this.#guilds.clear();
	}

	#begin(guildId: string, shardId: number): GuildState {
		const { clock, shards, gateOf, observer, shared, onNew } = this.following;
		const guild = new GuildState(guildId, shards.of(shardId), clock, gateOf?.(guildId, clock));
		guild.observer = observer;
		guild.shared = shared;
		this.#guilds.set(guildId, guild);
		this.#sweep.ask(guild);
		onNew(guild);
		return guild;
	}

	#move(guild: GuildState): void {
		const moved = because('guildMoved');
		this.following.announcements.settle(() => {
			guild.breakSession(moved);
			guild.drop(moved);
		});
	}

	#forget(guild: GuildState): void {
		if (this.#guilds.get(guild.id) === guild) this.#guilds.delete(guild.id);
	}
}
