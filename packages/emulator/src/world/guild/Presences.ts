import { type GatewayPresenceUpdate, PresenceUpdateStatus } from 'discord-api-types/v10';
import { hashText, mix } from '../../random/index.js';

const STATUSES = [PresenceUpdateStatus.Online, PresenceUpdateStatus.Idle, PresenceUpdateStatus.DoNotDisturb] as const;

/** The members who are online: a share of the guild, chosen by id, so that nothing is stored. */
export class Presences {
	readonly #seed: number;

	constructor(
		private readonly guildId: string,
		private readonly online: number,
	) {
		this.#seed = hashText(guildId);
	}

	/** The presence of a user; `undefined` if they are offline. */
	of(userId: string): GatewayPresenceUpdate | undefined {
		const h = mix(this.#seed, hashText(userId));
		if (h / 0x1_0000_0000 >= this.online) return undefined;
		const status = STATUSES[h % 3] as (typeof STATUSES)[number];
		return {
			user: { id: userId },
			guild_id: this.guildId,
			status,
			activities: [],
			client_status: { [h % 5 < 2 ? 'mobile' : 'desktop']: status },
		};
	}

	/** About how many members are online. Discord's own count is approximate, too. */
	approximateCount(size: number): number {
		return Math.round(size * this.online);
	}
}
