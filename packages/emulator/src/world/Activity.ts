import type { Clock } from '../clock/index.js';
import type { SeededRandom } from '../random/index.js';
import type { GuildWorld } from './GuildWorld.js';
import { displayName } from './names/index.js';

/** How much goes on in a guild. */
export interface ActivityOptions {
	/** The first guild when not given. */
	guildId?: string;
	joinsPerSecond?: number;
	leavesPerSecond?: number;
	updatesPerSecond?: number;
	voicePerSecond?: number;
	messagesPerSecond?: number;
}

const TICK = 50;

/** Members who come, leave, change and talk at a steady rate. */
export class Activity {
	readonly #owed = new Map<() => void, number>();
	readonly #rates: readonly (readonly [number, () => void])[];
	#cancel: () => void;
	#last: number;

	constructor(
		private readonly guild: GuildWorld,
		options: ActivityOptions,
		private readonly random: SeededRandom,
		private readonly clock: Clock,
	) {
		this.#rates = [
			[options.joinsPerSecond ?? 0, () => void this.guild.join()],
			[options.leavesPerSecond ?? 0, () => this.#leave()],
			[options.updatesPerSecond ?? 0, () => this.#update()],
			[options.voicePerSecond ?? 0, () => this.#voice()],
			[options.messagesPerSecond ?? 0, () => this.#talk()],
		];
		this.#last = clock.now();
		this.#cancel = clock.after(TICK, () => this.#tick());
	}

	stop(): void {
		this.#cancel();
	}

	/** Does what has become due. Counts from the clock, so a late timer loses nothing. */
	#tick(): void {
		const now = this.clock.now();
		const seconds = (now - this.#last) / 1000;
		this.#last = now;
		this.#cancel = this.clock.after(TICK, () => this.#tick());
		for (const [rate, act] of this.#rates) {
			let due = (this.#owed.get(act) ?? 0) + rate * seconds;
			for (; due >= 1; due--) act();
			this.#owed.set(act, due);
		}
	}

	/** Any member who is no bot of ours; none in a guild of bots. */
	#anybody(): string | undefined {
		for (let attempt = 0; attempt < 20; attempt++) {
			const [id] = this.guild.ids(this.random.below(this.guild.size), 1);
			if (id !== undefined && id !== this.guild.ownerId && !this.guild.hasBot(id)) return id;
		}
		return undefined;
	}

	#leave(): void {
		const id = this.#anybody();
		if (id !== undefined) this.guild.leave(id);
	}

	#update(): void {
		const id = this.#anybody();
		if (id === undefined) return;
		const roles = [...this.guild.roles.values()].filter((role) => role.id !== this.guild.id && !role.managed);
		if (roles.length === 0 || this.random.below(2) === 0) {
			const nick = this.random.below(4) === 0 ? null : displayName(this.random.below(2 ** 32));
			this.guild.update(id, { nick });
			return;
		}
		const role = this.random.pick(roles).id;
		if (this.guild.member(id)?.roles.includes(role)) this.guild.removeRole(id, role);
		else this.guild.addRole(id, role);
	}

	#voice(): void {
		const id = this.#anybody();
		const channels = [...this.guild.channels.values()].filter((channel) => channel.type === 2);
		if (id === undefined || channels.length === 0) return;
		this.guild.setVoice(id, this.guild.voiceStates.has(id) ? null : this.random.pick(channels).id);
	}

	#talk(): void {
		const id = this.#anybody();
		const channel = [...this.guild.channels.values()].find(({ type }) => type === 0);
		const author = id === undefined ? undefined : this.guild.user(id);
		if (author && channel)
			this.guild.chat.post(channel.id, author, { content: displayName(this.random.below(2 ** 32)) });
	}
}
