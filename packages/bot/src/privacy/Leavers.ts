import { type Client, GatewayDispatchEvents, type Guild } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import { Alarm, type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '../clock/index.js';
import { LogPurger } from '../database/index.js';
import type { Environment } from '../environment/index.js';
import { inject, injectAll, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import type { PersonalData } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Logger, outlive } from '../logging/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { turn } from '../work/turn.js';
import { LeaverStore } from './LeaverStore.js';

/** Some time after the start, when there is less to do. */
const FIRST_LOOK_MS = 10 * MINUTE_MS;
/** How many users are looked up in a roster before other work gets its turn. */
const AT_A_TIME = 1_000;

/** The fields that are read of join and leave events. */
interface Told {
	readonly guild_id: string;
	readonly user: { readonly id: string };
}

/**
 * Removes the data of users that have left, after as many days as the guild has set. Once a day it looks for missed
 * leaves, since events from a time when the bot was down never come.
 */
@injectable()
export class Leavers implements Feature {
	readonly name = 'leavers';
	readonly #alarm;
	readonly #rooms;
	#client: Client | undefined;
	#hasLooked = false;

	constructor(
		@injectAll(DI_TOKENS.PersonalData) rooms: readonly PersonalData[],
		@inject(LeaverStore) private readonly store: LeaverStore,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(LogPurger) private readonly purger: LogPurger,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#rooms = rooms.filter((room) => room !== store);
		this.#alarm = new Alarm(clock, {
			run: () => this.#look(),
			msToNext: () => (this.#hasLooked ? HOUR_MS : FIRST_LOOK_MS),
			onFailure: (error) =>
				logger.error({ err: error }, 'The search for missed leaves failed; trying again in an hour'),
		});
	}

	attach(client: Client): void {
		this.#client = client;
		client.ws.on(GatewayDispatchEvents.GuildMemberAdd, this.#onJoin);
		client.ws.on(GatewayDispatchEvents.GuildMemberRemove, this.#onLeave);
		this.settings.onChange((guildId) => this.#alarm.run(() => this.#removeDue(guildId)));
	}

	start(): void {
		this.#alarm.set();
	}

	async stop(): Promise<void> {
		this.#client?.ws.off(GatewayDispatchEvents.GuildMemberAdd, this.#onJoin);
		this.#client?.ws.off(GatewayDispatchEvents.GuildMemberRemove, this.#onLeave);
		await this.#alarm.stop();
	}

	removeGuild(guildId: string): void {
		this.store.removeGuild(guildId);
	}

	/** Resolves when nothing of it runs any more. */
	idle(): Promise<void> {
		return this.#alarm.idle();
	}

	readonly #onJoin = ({ guild_id, user }: Told): void =>
		outlive(this.logger, 'The return of a member could not be noted', () => this.store.forget(guild_id, user.id));

	readonly #onLeave = ({ guild_id, user }: Told): void =>
		outlive(this.logger, 'A leave could not be noted; it is noticed within a day', () => {
			// A late event of a guild that the bot has left would bring back data that was just removed.
			const isHere = this.#client?.guilds.cache.has(guild_id) === true;
			if (isHere && this.#isKept(guild_id, user.id)) this.store.note(guild_id, user.id, this.#today);
		});

	get #today(): number {
		return Math.floor(this.clock.now() / DAY_MS);
	}

	#isKept(guildId: string, userId: string): boolean {
		return this.#rooms.some((room) => room.count(guildId, userId) > 0);
	}

	async #look(): Promise<void> {
		this.#hasLooked = true;
		for (const guild of [...(this.#client?.guilds.cache.values() ?? [])]) {
			if (guild.available && this.environment.membersIntent && this.store.comparedOn(guild.id) !== this.#today)
				await this.#compare(guild);
			await this.#removeDue(guild.id);
		}
	}

	/**
	 * Notes users that are not members although no leave was seen, and takes back the note of those that are members
	 * after all.
	 */
	async #compare(guild: Guild): Promise<void> {
		const known = new Set(this.#rooms.flatMap((room) => [...room.usersOf(guild.id)]).filter((id) => id !== ''));
		const today = this.#today;
		if (known.size > 0) {
			const { roster, metadata } = await this.members.fetchGuildMembers(guild, { signal: this.#alarm.signal });
			// A user that an incomplete list lacks may be a member. It is tried again in an hour.
			if (!metadata.complete) return;
			const noted = new Set(this.store.leftUntil(guild.id, Number.MAX_SAFE_INTEGER));
			let looked = 0;
			for (const id of known) {
				if (!roster.has(id)) this.store.note(guild.id, id, today);
				else if (noted.has(id)) this.store.forget(guild.id, id);
				if (++looked % AT_A_TIME === 0) await this.#turn();
			}
		}
		this.store.setCompared(guild.id, today);
	}

	async #removeDue(guildId: string): Promise<void> {
		const due = this.store.leftUntil(guildId, this.#today - this.settings.get(guildId).leaverDays);
		for (const userId of due) {
			for (const room of this.#rooms) {
				if (room.eraseLeaver) room.eraseLeaver(guildId, userId);
				else room.erase(guildId, userId);
			}
			// Data that must stay for a while is checked again.
			if (!this.#isKept(guildId, userId)) this.store.forget(guildId, userId);
			await this.#turn();
		}
		if (due.length > 0) this.purger.purgeAll();
	}

	async #turn(): Promise<void> {
		await turn();
		this.#alarm.signal.throwIfAborted();
	}
}
