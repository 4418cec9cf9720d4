import type { Client } from 'discord.js';
import { LogPurger } from '../database/index.js';
import { inject, injectAll, injectable } from '../injection/index.js';
import type { PersonalData } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { JsonDocument } from '../privacy/index.js';
import { ReportShelf } from '../report/index.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { SharedWork } from '../work/index.js';

/** The work of `/privacy`, in one guild or in many. */
@injectable()
export class PrivacyDesk {
	constructor(
		@injectAll(DI_TOKENS.PersonalData) readonly rooms: readonly PersonalData[],
		@inject(SharedWork) readonly work: SharedWork,
		@inject(ActivityTracker) private readonly tracker: ActivityTracker,
		@inject(ReportShelf) private readonly reports: ReportShelf,
		@inject(LogPurger) private readonly purger: LogPurger,
		@inject(DI_TOKENS.Client) private readonly client: Client,
	) {}

	/** The guilds that hold data about the user, or know what they want. */
	guildsOf(userId: string): string[] {
		return [...new Set(this.rooms.flatMap((room) => room.guildsOf(userId)))].sort();
	}

	/** The name of a guild; its id if the bot has left it. */
	nameOf(guildId: string, most: number): string {
		const name = [...(this.client.guilds.cache.get(guildId)?.name ?? guildId)];
		return name.length > most ? `${name.slice(0, most).join('')}…` : name.join('');
	}

	hasOptedOut(guildId: string, userId: string): boolean {
		return this.tracker.hasOptedOut(guildId, userId);
	}

	count(guildId: string, userId: string): number {
		return this.rooms.reduce((sum, room) => sum + room.count(guildId, userId), 0);
	}

	/** Everything about the user, a document for each guild, read in pieces. */
	*documents(guildIds: readonly string[], userId: string): Generator<JsonDocument> {
		for (const guildId of guildIds) {
			const head = { guildId, userId, optedOut: this.hasOptedOut(guildId, userId) };
			yield { head, lists: this.rooms.map((room) => [room.room, room.export(guildId, userId)] as const) };
		}
	}

	/** Removes everything; says how many entries that were. */
	erase(guildIds: readonly string[], userId: string): number {
		const each = guildIds.map((guildId) => this.rooms.reduce((sum, room) => sum + room.erase(guildId, userId), 0));
		return each.reduce((sum, one) => sum + one, 0);
	}

	optOut(guildIds: readonly string[], userId: string): void {
		for (const guildId of guildIds) {
			this.tracker.optOut(guildId, userId);
			// Reports from before would still show the erased data for half an hour.
			this.reports.erase(guildId, userId);
		}
	}

	optIn(guildIds: readonly string[], userId: string): void {
		for (const guildId of guildIds) this.tracker.optIn(guildId, userId);
	}

	/** Whether the removed data is gone from the files as well. If not, the bot tries again until it is. */
	purge(): boolean {
		return this.purger.purgeAll();
	}

	/** `false` if the bot stops first. */
	whenGone(): Promise<boolean> {
		return this.purger.whenGone();
	}
}
