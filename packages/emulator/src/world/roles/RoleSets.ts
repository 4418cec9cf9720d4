import { mix } from '../../random/index.js';
import { staffRoleCount } from './createRoles.js';

const BOOSTER = 1;

/**
 * The roles of member i at the start of a guild. As in real guilds, a third of the members have none. Most have the
 * common role and a few others, some of them much more popular. One in 250 is staff, and one in 200 has thirty or more.
 */
export class RoleSets {
	readonly #commonCount: number;

	constructor(
		private readonly seed: number,
		private readonly ids: readonly string[],
	) {
		this.#commonCount = ids.length - staffRoleCount(ids.length);
	}

	of(index: number, isBooster: boolean): string[] {
		const h = mix(this.seed ^ 0x401e5, index);
		const roles: string[] = [];
		if (isBooster && this.ids.length > BOOSTER) roles.push(this.ids[BOOSTER] as string);
		if (this.ids.length === 0 || h % 1000 < 350) return roles;
		if (h % 1000 >= 995) return this.#collect(roles, h);
		roles.push(this.ids[0] as string);
		this.#addPopular(roles, index, h % 1000 < 920 ? h >>> 30 : 4 + ((h >>> 20) % 9));
		if ((h >>> 10) % 250 === 0) this.#addStaff(roles, h);
		return roles;
	}

	/** Draws a role. Role k is about 1/k as popular as the first. */
	#addPopular(roles: string[], index: number, draws: number): void {
		const choices = this.#commonCount - 2;
		for (let draw = 0; draw < draws && choices > 0; draw++) {
			const x = mix(this.seed ^ draw, index ^ 0x2_0000) / 0x1_0000_0000;
			const id = this.ids[1 + Math.floor((choices + 1) ** x)] as string;
			if (!roles.includes(id)) roles.push(id);
		}
	}

	#addStaff(roles: string[], h: number): void {
		const staff = this.ids.length - this.#commonCount;
		if (staff > 0) roles.push(this.ids[this.#commonCount + ((h >>> 18) % staff)] as string);
	}

	#collect(roles: string[], h: number): string[] {
		const wanted = Math.min(this.ids.length, 30 + ((h >>> 12) % 20));
		for (let k = 0; k < wanted; k++) {
			const at = ((h >>> 16) + k) % this.ids.length;
			if (at !== BOOSTER) roles.push(this.ids[at] as string);
		}
		return roles;
	}
}
