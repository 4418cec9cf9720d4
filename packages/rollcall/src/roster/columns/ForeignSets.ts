import type { RoleSets } from './RoleSets.js';

/** The role sets of other columns and their numbers here. Each is entered once, when a row with it is taken over. */
export class ForeignSets {
	readonly #numbers: (number | undefined)[] = [];

	constructor(
		private readonly from: RoleSets,
		private readonly to: RoleSets,
	) {}

	/** The number here of a set there, without the roles that are deleted for a reader who sees the first `bound` rows. */
	numberOf(set: number, bound: number): number {
		const known = this.#numbers[set];
		if (known !== undefined) return known;
		const number = this.to.intern(this.from.rolesOf(set, bound));
		this.#numbers[set] = number;
		return number;
	}
}
