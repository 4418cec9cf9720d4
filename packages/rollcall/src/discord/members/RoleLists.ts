import type { RoleSets } from '../../roster/columns/RoleSets.js';

/**
 * The role ids of members who hold the same roles, as one array. discord.js never changes such an array, and a guild of
 * a million members has far fewer combinations of roles.
 */
export class RoleLists {
	readonly #lists: (string[] | undefined)[];
	readonly #deletions: number;

	/** @param bound - reads the first `bound` rows */
	constructor(
		private readonly roles: RoleSets,
		private readonly bound: number,
	) {
		this.#lists = new Array(roles.size).fill(undefined);
		this.#deletions = roles.deletions;
	}

	/** Whether the sets that were there have the same roles for readers of later rows. */
	get isCurrent(): boolean {
		return this.#deletions === this.roles.deletions;
	}

	of(set: number): string[] {
		const known = this.#lists[set];
		if (known !== undefined) return known;
		const list = this.roles.rolesOf(set, this.bound);
		if (set < this.#lists.length) this.#lists[set] = list;
		return list;
	}
}
