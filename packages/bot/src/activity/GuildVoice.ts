/** The fields that are read of a voice state from the gateway. */
export interface RawVoiceState {
	readonly user_id: string;
	readonly channel_id: string | null;
	readonly deaf?: boolean;
	readonly self_deaf?: boolean;
}

/** The rule of a guild for active time. */
export interface Counting {
	readonly countsAlone: boolean;
	readonly countsDeafened: boolean;
}

interface Presence {
	readonly channelId: string;
	readonly isDeaf: boolean;
}

/** The members in voice in one guild, without bots, and whether their time counts. Kept in memory only. */
export class GuildVoice {
	readonly #presences = new Map<string, Presence>();
	/** The members that the ledger knows, and whether they count as active. */
	readonly recorded = new Map<string, boolean>();

	constructor(
		readonly shardId: number,
		public afkChannelId: string | null,
		states: readonly RawVoiceState[],
	) {
		for (const state of states) this.set(state);
	}

	set({ user_id, channel_id, deaf = false, self_deaf = false }: RawVoiceState): void {
		if (channel_id === null) this.#presences.delete(user_id);
		else this.#presences.set(user_id, { channelId: channel_id, isDeaf: deaf || self_deaf });
	}

	remove(userId: string): void {
		this.#presences.delete(userId);
	}

	/** Whether each member in voice is active now, by user id. */
	judge({ countsAlone, countsDeafened }: Counting): Map<string, boolean> {
		const sizes = new Map<string, number>();
		for (const { channelId } of this.#presences.values()) sizes.set(channelId, (sizes.get(channelId) ?? 0) + 1);
		const isActive = ({ channelId, isDeaf }: Presence) =>
			channelId !== this.afkChannelId &&
			(countsDeafened || !isDeaf) &&
			(countsAlone || (sizes.get(channelId) ?? 0) > 1);
		return new Map([...this.#presences].map(([userId, presence]) => [userId, isActive(presence)]));
	}
}
