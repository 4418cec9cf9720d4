import type { Clock, GuildWorld } from 'rollcall-emulator';
import { chance } from './chance.js';
import { Weights } from './Weights.js';

const DAY_MS = 86_400_000;
/** Shares of all changes; the others are renamings. */
const SHARES = { joins: 0.25, leaves: 0.25 };

/** Members come, go and change all day: the larger a guild, the more often. */
export class GuildLife {
	/** Every change with its time (epoch ms), guild and member. */
	readonly #changes: { readonly at: number; readonly guildId: string; readonly userId: string }[] = [];
	readonly #weights: Weights;
	#draws = 0;
	#isResting = false;

	constructor(
		private readonly guilds: readonly GuildWorld[],
		private readonly clock: Clock,
		private readonly changesPerMember: number,
	) {
		this.#weights = new Weights(guilds.map(({ size }) => size));
		this.#next();
	}

	/** While it rests, nothing happens. */
	rest(isResting: boolean): void {
		this.#isResting = isResting;
	}

	/** Members that changed in a guild in the last `ms`. */
	changedWithin(guildId: string, ms: number): string[] {
		const since = this.clock.now() - ms;
		const recent: string[] = [];
		for (let index = this.#changes.length - 1; index >= 0; index--) {
			const change = this.#changes[index];
			if (!change || change.at < since) break;
			if (change.guildId === guildId) recent.push(change.userId);
		}
		return recent;
	}

	#next(): void {
		const wait = (-Math.log(1 - this.#draw()) * DAY_MS) / (this.changesPerMember * this.#weights.total);
		this.clock.after(wait, () => {
			if (!this.#isResting) this.#happen();
			this.#next();
		});
	}

	#happen(): void {
		const guild = this.guilds[this.#weights.pick(this.#draw())] as GuildWorld;
		const kind = this.#draw();
		const userId = kind < SHARES.joins ? guild.join().user.id : this.#changeMember(guild, kind);
		if (userId !== undefined) this.#changes.push({ at: this.clock.now(), guildId: guild.id, userId });
	}

	#changeMember(guild: GuildWorld, kind: number): string | undefined {
		const [id] = guild.ids(Math.floor(this.#draw() * guild.size), 1);
		if (id === undefined || id === guild.ownerId || guild.hasBot(id)) return undefined;
		if (kind < SHARES.joins + SHARES.leaves) guild.leave(id);
		else guild.update(id, { nick: `Nick ${this.#draws}` });
		return id;
	}

	#draw(): number {
		return chance('life', this.#draws++);
	}
}
