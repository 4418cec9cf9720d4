import {
	type GatewayActivity,
	type GatewayPresenceUpdate,
	type PresenceUpdateReceiveStatus,
	PresenceUpdateStatus,
} from 'discord-api-types/v10';
import { hashText, mix } from '../../random/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';

const STATUSES = [PresenceUpdateStatus.Online, PresenceUpdateStatus.Idle, PresenceUpdateStatus.DoNotDisturb] as const;

/** The members who are online: a share of the guild, chosen by id, so that nothing is stored. */
export class Presences {
	readonly #seed: number;

	/** What was set, by user id. */
	readonly #set = new Map<string, GatewayPresenceUpdate>();

	constructor(
		private readonly guildId: string,
		private readonly online: number,
		private readonly emit: (event: GuildEvent) => void = () => undefined,
	) {
		this.#seed = hashText(guildId);
	}

	/** The presence of a user; `undefined` if they are offline. */
	of(userId: string): GatewayPresenceUpdate | undefined {
		const set = this.#set.get(userId);
		if (set) return set.status === PresenceUpdateStatus.Offline ? undefined : set;
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

	/** Changes the presence of a member: `'online'`, `'idle'`, `'dnd'` or `'offline'`, and what they do. */
	set(userId: string, status: PresenceUpdateReceiveStatus, activities: GatewayActivity[] = []): void {
		const isOffline = status === PresenceUpdateStatus.Offline;
		const presence = {
			...{ user: { id: userId }, guild_id: this.guildId, status, activities: isOffline ? [] : activities },
			client_status: isOffline ? {} : { desktop: status },
		};
		this.#set.set(userId, presence);
		this.emit({ type: 'presenceUpdate', presence });
	}

	/** Keeps what was set. The returned function puts it back. */
	save(): () => void {
		return saveMap(this.#set);
	}

	/** About how many members are online. Discord's own count is approximate, too. */
	approximateCount(size: number): number {
		return Math.round(size * this.online);
	}
}
