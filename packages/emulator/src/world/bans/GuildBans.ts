import type { APIBan, APIUser } from 'discord-api-types/v10';
import { compareSnowflakes } from '../../random/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';

/** The part of a guild that bans need. */
interface BanSurroundings {
	has(userId: string): boolean;
	leave(userId: string): void;
	user(id: string): APIUser | undefined;
	emit(event: GuildEvent): void;
}

/** Which of the bans to list. */
export interface BanPage {
	readonly before?: string | undefined;
	readonly after?: string | undefined;
	readonly limit: number;
}

/** The users who cannot join a guild. */
export class GuildBans {
	readonly #bans = new Map<string, APIBan>();

	constructor(private readonly around: BanSurroundings) {}

	/** The bans by user id. */
	get all(): ReadonlyMap<string, APIBan> {
		return this.#bans;
	}

	/** Bans a user, who may not be a member. A member leaves. */
	add(userId: string, reason: string | null = null): APIBan {
		const user = this.around.user(userId);
		if (!user) throw new RangeError(`There is no user ${userId} who can be banned`);
		const ban = { user, reason };
		this.#bans.set(userId, ban);
		this.around.emit({ type: 'banAdd', user });
		if (this.around.has(userId)) this.around.leave(userId);
		return ban;
	}

	/** Lets a user join again. Gives `false` if they were not banned. */
	remove(userId: string): boolean {
		const ban = this.#bans.get(userId);
		if (!ban) return false;
		this.#bans.delete(userId);
		this.around.emit({ type: 'banRemove', user: ban.user });
		return true;
	}

	/** Keeps all bans. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.#bans);
	}

	/** The bans in the order of user ids. */
	page({ before, after, limit }: BanPage): APIBan[] {
		const sorted = [...this.#bans.values()].sort((a, b) => compareSnowflakes(a.user.id, b.user.id));
		const fitting = sorted.filter(
			({ user: { id } }) =>
				(before === undefined || compareSnowflakes(id, before) < 0) &&
				(after === undefined || compareSnowflakes(id, after) > 0),
		);
		// Before a user, the bans next to them count.
		return before !== undefined && after === undefined ? fitting.slice(-limit) : fitting.slice(0, limit);
	}
}
