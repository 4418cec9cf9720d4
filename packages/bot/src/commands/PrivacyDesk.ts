import type { Client } from 'discord.js';
import { LogPurger } from '../database/index.js';
import { inject, injectAll, injectable } from '../injection/index.js';
import type { PersonalData } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { JsonDocument } from '../privacy/index.js';
import { ReportShelf } from '../report/index.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { SharedWork } from '../work/index.js';

/** What `/privacy` does, in one guild or in many. */
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

	/** Where anything is kept about the user, or is known of what they want. */
	guildsOf(userId: string): string[] {
		return [...new Set(this.rooms.flatMap((room) => room.guildsOf(userId)))].sort();
	}

	/** The name of a guild; its id where the bot is there no more. */
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

	/** Everything about the user, a document for each guild; read bit by bit. */
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
			// Made before, they would still show for half an hour what is not to be kept any more.
			this.reports.erase(guildId, userId);
		}
	}

	optIn(guildIds: readonly string[], userId: string): void {
		for (const guildId of guildIds) this.tracker.optIn(guildId, userId);
	}

	/** Whether what was removed is gone from the files as well. Where it is not, it is tried again until it is. */
	purge(): boolean {
		return this.purger.purgeAll();
	}

	/** `false` where the bot stops first. */
	whenGone(): Promise<boolean> {
		return this.purger.whenGone();
	}
}
