import { inject, injectable } from '../injection/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { ActivityLedger } from './ActivityLedger.js';
import { GuildVoice, type RawVoiceState } from './GuildVoice.js';
import { OptOuts } from './OptOuts.js';

/** What GUILD_CREATE tells of voice. */
export interface VoiceOfGuild {
	readonly shardId: number;
	readonly afkChannelId: string | null;
	/** Without those of bots. */
	readonly states: readonly RawVoiceState[];
}

/** Leads what is heard of voice to the ledger: only what has changed, and nothing of who has opted out. */
@injectable()
export class VoiceRecorder {
	readonly #guilds = new Map<string, GuildVoice>();

	constructor(
		@inject(ActivityLedger) private readonly ledger: ActivityLedger,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(OptOuts) private readonly optOuts: OptOuts,
	) {}

	/** The guilds whose voice states are known; those of one shard, or all. */
	guilds(shardId?: number): string[] {
		return [...this.#guilds].filter(([, guild]) => (shardId ?? guild.shardId) === guild.shardId).map(([id]) => id);
	}

	shardOf(guildId: string): number | undefined {
		return this.#guilds.get(guildId)?.shardId;
	}

	/** Takes notice of who is in voice, for a watch that begins later. */
	know(guildId: string, { shardId, afkChannelId, states }: VoiceOfGuild): void {
		this.#guilds.set(guildId, new GuildVoice(shardId, afkChannelId, states));
	}

	/** Begins to watch: whoever is in voice is in it from now on. */
	begin(guildId: string, voice: VoiceOfGuild, at: number): void {
		this.know(guildId, voice);
		this.restart(guildId, at);
	}

	/** Watches on after a time in which nothing can be said; what is known of voice is still true. */
	restart(guildId: string, at: number): void {
		this.#guilds.get(guildId)?.recorded.clear();
		this.ledger.together(() => {
			this.ledger.beginWatch(guildId, at);
			this.review(guildId, at);
		});
	}

	/** Everybody who is in voice was there until now. */
	extend(guildId: string, at: number): void {
		for (
			let end = this.ledger.limitBefore(guildId, at);
			end !== undefined;
			end = this.ledger.limitBefore(guildId, at)
		) {
			this.restart(guildId, end);
		}
		this.ledger.extendWatch(guildId, at);
	}

	/** Ends the watch, at its last checkpoint where no moment is given; nothing is known of voice any more. */
	end(guildId: string, at?: number): void {
		try {
			if (at !== undefined) this.extend(guildId, at);
			this.ledger.endWatch(guildId, at);
		} finally {
			this.#guilds.delete(guildId);
		}
	}

	change(guildId: string, at: number, change: (guild: GuildVoice) => void): void {
		const guild = this.#guilds.get(guildId);
		if (!guild) return;
		try {
			this.ledger.together(() => {
				this.extend(guildId, at);
				change(guild);
				this.review(guildId, at);
			});
		} catch (error) {
			// Also where nothing can be written down, for who is in voice is told but once; a second time does no harm.
			change(guild);
			throw error;
		}
	}

	/** Writes down whatever is not what the ledger knows. */
	review(guildId: string, at: number): void {
		const guild = this.#guilds.get(guildId);
		if (!guild || !this.ledger.isWatching(guildId)) return;
		const now = guild.judge(this.settings.get(guildId));
		for (const userId of guild.recorded.keys())
			if (!now.has(userId)) this.#record(guildId, guild, userId, undefined, at);
		for (const [userId, isActive] of now) {
			const wanted = this.optOuts.has(guildId, userId) ? undefined : isActive;
			if (guild.recorded.get(userId) !== wanted) this.#record(guildId, guild, userId, wanted, at);
		}
	}

	/** The rows of the user are gone: who is in voice starts anew, unless that one has opted out. */
	forget(guildId: string, userId: string, at: number): void {
		this.#guilds.get(guildId)?.recorded.delete(userId);
		this.review(guildId, at);
	}

	#record(guildId: string, guild: GuildVoice, userId: string, isActive: boolean | undefined, at: number): void {
		this.ledger.setVoice(guildId, userId, isActive, at);
		if (isActive === undefined) guild.recorded.delete(userId);
		else guild.recorded.set(userId, isActive);
	}
}
