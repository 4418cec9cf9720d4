import { inject, injectable } from '../injection/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { ActivityLedger } from './ActivityLedger.js';
import { GuildVoice, type RawVoiceState } from './GuildVoice.js';
import { OptOuts } from './OptOuts.js';

/** The voice states in GUILD_CREATE. */
export interface VoiceOfGuild {
	readonly shardId: number;
	readonly afkChannelId: string | null;
	/** Without bots. */
	readonly states: readonly RawVoiceState[];
}

/** Passes voice states on to the ledger: only changes, and nothing about members that have opted out. */
@injectable()
export class VoiceRecorder {
	readonly #guilds = new Map<string, GuildVoice>();

	constructor(
		@inject(ActivityLedger) private readonly ledger: ActivityLedger,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(OptOuts) private readonly optOuts: OptOuts,
	) {}

	/** The guilds whose voice states are known: all, or those of one shard. */
	guilds(shardId?: number): string[] {
		return [...this.#guilds].filter(([, guild]) => (shardId ?? guild.shardId) === guild.shardId).map(([id]) => id);
	}

	shardOf(guildId: string): number | undefined {
		return this.#guilds.get(guildId)?.shardId;
	}

	/** Notes the members in voice, for a watch that begins later. */
	know(guildId: string, { shardId, afkChannelId, states }: VoiceOfGuild): void {
		this.#guilds.set(guildId, new GuildVoice(shardId, afkChannelId, states));
	}

	/** Begins to watch: the members in voice count from now on. */
	begin(guildId: string, voice: VoiceOfGuild, at: number): void {
		this.know(guildId, voice);
		this.restart(guildId, at);
	}

	/** Continues after a time that was not watched; the known voice states are still true. */
	restart(guildId: string, at: number): void {
		this.#guilds.get(guildId)?.recorded.clear();
		this.ledger.together(() => {
			this.ledger.beginWatch(guildId, at);
			this.review(guildId, at);
		});
	}

	/** Everyone in voice was there until now. */
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

	/** Ends the watch, at its last checkpoint if no moment is given. The voice states are unknown then. */
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
			// Even if nothing can be written, since the voice states are sent only once. A second time does no harm.
			change(guild);
			throw error;
		}
	}

	/** Writes down all that differs from what the ledger knows. */
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

	/** The rows of the user are gone. If they are in voice, they start again from now, unless they have opted out. */
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
