import { because } from '../errors/because.js';
import type { FeedPosition } from '../interfaces/IShardFeed.js';
import type { RolesOfMoment } from '../roles/rolesOfMoment.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { EMPTY_VIEW, type MemberTable } from '../roster/MemberTable.js';
import type { GuildNews, ListState, ToldRoles } from '../saved/GuildNews.js';

/** What can be said of a copy. */
export interface CopyState {
	readonly view: ColumnsView;
	/** The list lacks nobody who was a member at `asOf`. */
	readonly isWhole: boolean;
	/** Unix ms by the clock of the store; 0 if nothing was learned. */
	readonly asOf: number;
	/** Why it is not complete; `undefined` if it was, as of the last message. */
	readonly why: string | undefined;
	readonly countDoubt: string | undefined;
	readonly count: number | undefined;
	/** `undefined` while it is not known which roles the guild has. */
	readonly roles: RolesOfMoment | undefined;
}

/** The list of one guild as its owner tells it: a block, and what has changed since. */
export class GuildCopy {
	/** The messages since its block have all come. */
	isLive = false;
	/** Monotonic ms at which somebody asked for it last. */
	askedAt = 0;
	/** Names the block that it was made of. */
	block = '';
	/** The bytes of its block are gone from the store, or cannot be read. */
	isBlockLost = false;
	/** Monotonic ms since when no messages join its block; `undefined` if they do. */
	unjoinedAt: number | undefined;
	#table: MemberTable | undefined;
	/** The rows as of `#asOf`, if later ones were applied that nothing vouches for. */
	#frozen: ColumnsView | undefined;
	#asOf = 0;
	#why: string | undefined = because('copyAbsent');
	#lacks = false;
	#countDoubt: string | undefined;
	#count: number | undefined;
	#roles: RolesOfMoment | undefined;
	/** Users who have left, and whose former rows are in the columns. */
	readonly #former = new Set<string>();

	constructor(readonly guildId: string) {}

	/** There are members in it. */
	get hasRows(): boolean {
		return this.#table !== undefined;
	}

	/** The list was complete as of the last message. */
	get isTrue(): boolean {
		return this.isLive && this.#why === undefined;
	}

	/** @param asOf - as of when the shard's messages are true; no list is true as of a later moment than `lookedAt` */
	describe({ asOf, lookedAt }: { readonly asOf: number; readonly lookedAt: number }): CopyState {
		return {
			view: (this.#frozen ?? this.#table?.view() ?? EMPTY_VIEW).knowing(this.#roles),
			isWhole: this.#table !== undefined && !this.#lacks,
			asOf: this.isTrue ? Math.min(Math.max(this.#asOf, asOf), lookedAt) : this.#asOf,
			why: this.#why,
			countDoubt: this.#countDoubt,
			count: this.#count,
			roles: this.#roles,
		};
	}

	/** Takes over a block. */
	start(table: MemberTable, { isTrue, asOf }: Pick<FeedPosition, 'isTrue' | 'asOf'>, roles: ToldRoles): void {
		this.#table = table;
		this.#frozen = undefined;
		this.#former.clear();
		this.#asOf = asOf;
		this.#why = isTrue ? undefined : because('copyUnproven');
		this.#lacks = false;
		this.#countDoubt = undefined;
		this.#setRoles(roles);
	}

	/** Applies what is new, in the order of the messages. `asOf`: as of when the messages before were true. */
	apply(news: GuildNews, asOf: number): void {
		if (news.end) {
			this.end(because('copyEnded'));
			return;
		}
		if (news.state?.why !== undefined) this.#freeze(asOf);
		for (const roleId of news.deletedRoles ?? []) this.#table?.apply({ type: 'roleDelete', roleId });
		for (const userId of news.erased ?? []) this.erase(userId);
		for (const userId of news.gone ?? []) this.#remove(userId);
		for (const row of news.rows ?? []) {
			this.#former.delete(row.user.id);
			this.#table?.set(row);
		}
		if (news.roles !== undefined) this.#setRoles(news.roles);
		if (news.state) this.#setState(news.state);
	}

	/** From here on messages are missing. */
	break(why: string, asOf: number): void {
		this.#freeze(asOf);
		this.isLive = false;
		this.#why = why;
		this.block = '';
	}

	/** Of those who leave or are forgotten nothing stays, in a list that is not followed, too. */
	forget(news: GuildNews): void {
		if (news.end) this.end(because('copyEnded'));
		for (const userId of [...(news.erased ?? []), ...(news.gone ?? [])]) this.erase(userId);
	}

	/** Nothing of the guild is to be kept. */
	end(why: string): void {
		this.isLive = false;
		this.#table = undefined;
		this.#frozen = undefined;
		this.#former.clear();
		this.#roles = undefined;
		this.#asOf = 0;
		this.#why = why;
		this.block = '';
	}

	/** Keeps nothing of a user. */
	erase(userId: string): void {
		this.#former.delete(userId);
		const wasFrozen = this.#unfreeze(userId);
		if (this.#table?.erase(userId) || wasFrozen) this.#lacks = true;
	}

	/** Makes sure that nothing is left of those who were members. */
	sweep(): void {
		for (const userId of this.#former) this.#table?.erase(userId);
		this.#former.clear();
	}

	#freeze(asOf: number): void {
		if (!this.isTrue) return;
		this.#frozen = this.#table?.view();
		this.#asOf = Math.max(this.#asOf, asOf);
	}

	/** The rows of before are not shown any more if they have the user; `true` if they had. */
	#unfreeze(userId: string): boolean {
		if (!this.#frozen?.has(userId)) return false;
		this.#frozen = undefined;
		return true;
	}

	#remove(userId: string): void {
		if (this.#unfreeze(userId)) this.#lacks = true; // it is not the list of that moment any more
		this.#table?.delete(userId);
		this.#former.add(userId);
	}

	#setState({ asOf, why, lacks, countDoubt, count }: ListState): void {
		this.#count = count;
		this.#countDoubt = countDoubt;
		this.#why = why;
		if (why === undefined) {
			this.#frozen = undefined;
			this.#lacks = false;
			this.#asOf = Math.max(this.#asOf, asOf);
		} else if (lacks) this.#lacks = true;
	}

	#setRoles(roles: ToldRoles): void {
		this.#roles = roles ? new Map(roles.map(([id, name]) => [id, { id, name }])) : undefined;
	}
}
