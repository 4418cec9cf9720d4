import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import { LRUCache } from 'lru-cache';
import { type Clock, HOUR_MS } from '../clock/index.js';
import { formatDay } from '../dates/days.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Logger, outlive } from '../logging/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { GrowthStore } from './GrowthStore.js';

/** Discord repeats the join of a user that is already a member; such a join is old. A late event is not. */
const NEW_MS = HOUR_MS;
/** A repeated join that is not old is among the most recent ones. */
const REMEMBERED = 10_000;
/** The most that `kill -9` may lose. */
const SAVE_MS = 5_000;

/** The fields that are read of GUILD_MEMBER_ADD. */
interface Join {
	readonly guild_id: string;
	readonly joined_at: string | null;
	readonly user: { readonly id: string };
}

/**
 * Counts joins and leaves from the dispatches themselves. A client that keeps no members does not emit leaves, and the
 * service emits them only for guilds whose members were fetched.
 */
@injectable()
export class GrowthCounter implements Feature {
	readonly name = 'growth';
	readonly #joinedAt = new LRUCache<string, string>({ max: REMEMBERED });
	#stop = () => {};
	/** Cancels the next save, if there is one. */
	#callOff: (() => void) | undefined;

	constructor(
		@inject(GrowthStore) private readonly store: GrowthStore,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	attach(client: Client): void {
		// A late event of a guild that the bot has left would bring back data that was just removed.
		const isHere = (guildId: string) => client.guilds.cache.has(guildId);
		const onJoin = (join: Join) => {
			if (isHere(join.guild_id) && this.#isNew(join)) this.#count(join.guild_id, 'joins');
		};
		const onLeave = ({ guild_id }: { guild_id: string }) => {
			if (isHere(guild_id)) this.#count(guild_id, 'leaves');
		};
		client.ws.on(GatewayDispatchEvents.GuildMemberAdd, onJoin);
		client.ws.on(GatewayDispatchEvents.GuildMemberRemove, onLeave);
		client.on(Events.GuildCreate, ({ id }) => this.#begin(id));
		this.#stop = () => {
			client.ws.off(GatewayDispatchEvents.GuildMemberAdd, onJoin);
			client.ws.off(GatewayDispatchEvents.GuildMemberRemove, onLeave);
		};
	}

	start(client: Client<true>): void {
		for (const id of client.guilds.cache.keys()) this.#begin(id);
	}

	stop(): void {
		this.#stop();
		this.#callOff?.();
		this.#save();
	}

	removeGuild(guildId: string): void {
		this.store.removeGuild(guildId);
	}

	#isNew({ guild_id, joined_at, user }: Join): boolean {
		// Guests of a voice channel are not members.
		if (joined_at === null || this.clock.now() - Date.parse(joined_at) >= NEW_MS) return false;
		const key = `${guild_id} ${user.id}`;
		const isRepeated = this.#joinedAt.get(key) === joined_at;
		this.#joinedAt.set(key, joined_at);
		return !isRepeated;
	}

	#begin(guildId: string): void {
		outlive(this.logger, 'The growth of a guild cannot be counted', () => {
			this.store.begin(guildId, this.#today(guildId));
			this.#saveLater();
		});
	}

	#count(guildId: string, what: 'joins' | 'leaves'): void {
		outlive(this.logger, 'A join or leave could not be counted', () => {
			this.store.count(guildId, this.#today(guildId), what);
			this.#saveLater();
		});
	}

	#saveLater(): void {
		if (!this.store.hasUnsaved) return;
		this.#callOff ??= this.clock.after(SAVE_MS, () => {
			this.#callOff = undefined;
			this.#save();
			this.#saveLater();
		});
	}

	/** Counts that cannot be written are kept for the next time. */
	#save(): void {
		outlive(this.logger, 'The joins and leaves could not be written', () => this.store.save());
	}

	#today(guildId: string): string {
		return formatDay(this.clock.now(), this.settings.get(guildId).timeZone);
	}
}
