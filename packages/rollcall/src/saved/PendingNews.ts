import type { ErrorInfo } from '../errors/MemberFetchError.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { Roster } from '../roster/Roster.js';
import type { GuildNews } from './GuildNews.js';

/** What has changed in a guild and was not told yet. */
export class PendingNews {
	hasOtherRoles = false;
	isSaved = false;
	readonly #answered = new Map<string, ErrorInfo | null>();
	readonly #members = new Set<string>();
	readonly #erased = new Set<string>();
	readonly #roles = new Set<string>();

	change(userId: string): void {
		this.#members.add(userId);
	}

	erase(userId: string): void {
		this.#members.delete(userId);
		this.#erased.add(userId);
	}

	deleteRole(roleId: string): void {
		this.#roles.add(roleId);
		this.hasOtherRoles = true;
	}

	/** A question of a reader was answered. */
	answer(id: string, error: ErrorInfo | null): void {
		this.#answered.set(id, error);
	}

	describeAnswers(): GuildNews {
		return this.#answered.size > 0 ? { answered: Object.fromEntries(this.#answered) } : {};
	}

	/** Of whom nothing may stay, in whatever list. */
	describeErased(): GuildNews {
		return this.#erased.size > 0 ? { erased: [...this.#erased] } : {};
	}

	/** The members as they are in the roster now. What was told of one who was erased before is of no use to anybody. */
	describe(roster: Roster): GuildNews {
		const rows: RawMember[] = [];
		const gone: string[] = [];
		// Nothing keeps the rows of a broken list true; a cache may go on to write into them.
		if (roster.brokenBy === undefined) {
			for (const userId of this.#members) {
				const row = roster.table.get(userId);
				if (row) rows.push(row);
				else gone.push(userId);
			}
		}
		return {
			...(this.#roles.size > 0 && { deletedRoles: [...this.#roles] }),
			...this.describeErased(),
			...(gone.length > 0 && { gone }),
			...(rows.length > 0 && { rows }),
		};
	}
}
