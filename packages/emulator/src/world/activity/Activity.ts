import { ChannelType } from 'discord-api-types/v10';
import type { Clock } from '../../clock/index.js';
import type { SeededRandom } from '../../random/index.js';
import type { GuildWorld } from '../guild/index.js';
import { displayName } from '../names/index.js';
import type { ActivityOptions } from './ActivityOptions.js';
import { phrases } from './phrases.js';
import { voiceStep } from './voiceStep.js';

const TICK = 50;

/** Lets members join, leave, change and talk at a steady rate. */
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
			[options.voicePerSecond ?? 0, () => this.#voice(options.inVoice ?? this.#usuallyInVoice)],
			[options.messagesPerSecond ?? 0, () => this.#talk()],
		];
		this.#last = clock.now();
		this.#cancel = clock.after(TICK, () => this.#tick());
	}

	stop(): void {
		this.#cancel();
	}

	/** Does what is due. It counts from the clock, so a late timer loses nothing. */
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

	/** A random member who is not one of our bots; `undefined` in a guild of bots. */
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

	get #usuallyInVoice(): number {
		return Math.min(60, Math.max(3, Math.round(this.guild.size / 20)));
	}

	#voice(inVoice: number): void {
		voiceStep(this.guild, inVoice, this.random, () => this.#anybody());
	}

	#talk(): void {
		const id = this.#anybody();
		const channels = [...this.guild.channels.values()].filter(({ type }) => type === ChannelType.GuildText);
		const author = id === undefined ? undefined : this.guild.user(id);
		if (!author || channels.length === 0) return;
		this.guild.chat.post(this.random.pick(channels).id, author, { content: this.random.pick(phrases) });
	}
}
