import { type CacheFactory, type Client, Collection, type Guild, GuildMember, Partials, User } from 'discord.js';
import type { DiscordEmulator } from 'rollcall-emulator';
import { expect } from 'vitest';
import { isApplied } from '../../discord/internals.js';
import { MemberFetchService } from '../../services/MemberFetchService.js';
import { logIn, QUICK } from '../stage.js';
import { Heard } from './Heard.js';
import { SkippingClock } from './SkippingClock.js';

/** What one of the two bots is made of; the rest is alike. */
export interface Make {
	readonly makeCache?: CacheFactory;
	/** Whether a service fetches its members; `guild.members.fetch()` does without. */
	readonly hasService: boolean;
}

/** What both bots are: choices of the script. */
export interface Habits {
	readonly intents: number;
	readonly isEager: boolean;
	readonly hearsChunks: boolean;
	readonly keepsPartials: boolean;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** One of the two bots: its client, what it has heard, and the objects that it holds. */
export class Bot {
	readonly heard: Heard;
	/** What the bot keeps in variables of its own. */
	readonly held: (GuildMember | User)[] = [];
	readonly #clock = new SkippingClock();
	#service: MemberFetchService | undefined;
	#marks = 0;

	private constructor(
		readonly client: Client<true>,
		readonly make: Make,
		habits: Habits,
	) {
		this.heard = new Heard(client, habits.isEager);
		if (habits.hearsChunks) client.on('guildMembersChunk', () => {});
		client.on(
			'raw' as never,
			((packet: { t: string; d: { mark?: number } }) => {
				if (packet.t === 'MARK') this.#marks = packet.d.mark ?? 0;
			}) as never,
		);
		if (make.hasService) this.#service = this.#start();
	}

	static async logIn(emulator: DiscordEmulator, make: Make, habits: Habits): Promise<Bot> {
		const { makeCache } = make;
		const partials = habits.keepsPartials ? [Partials.User, Partials.GuildMember, Partials.Message] : [];
		const client = await logIn(emulator, { intents: habits.intents, partials, ...(makeCache && { makeCache }) });
		return new Bot(client, make, habits);
	}

	guild(id: string): Guild | undefined {
		return this.client.guilds.cache.get(id);
	}

	/** Learns every member of a guild. */
	async fetch(guildId: string, forceRefresh: boolean): Promise<void> {
		const guild = this.guild(guildId);
		if (!guild?.available) return;
		if (!this.#service) return void (await guild.members.fetch());
		this.#clock.skip(31_000);
		const { metadata, error } = await this.#service.fetchGuildMembers(guild, { forceRefresh });
		expect(error).toBeUndefined();
		expect(metadata.complete).toBe(true);
	}

	/** Forgets what the service holds; without one, as the pages say that its caches are left. */
	async forget(how: 'clear' | 'close' | 'evict'): Promise<void> {
		if (!this.#service) return this.#keepOnlyItself();
		if (how === 'clear') this.#service.clearCache();
		else if (how === 'close') {
			await this.#service.close();
			this.#service = this.#start();
		}
	}

	/** Resolves when the bot has handled everything that was sent before the mark. */
	async reached(mark: number): Promise<void> {
		while (this.#marks < mark || !isApplied(this.client)) await turn();
		await turn();
	}

	async end(): Promise<void> {
		await this.#service?.close();
		await this.client.destroy();
	}

	#keepOnlyItself(): void {
		const { id } = this.client.user;
		for (const { members } of this.client.guilds.cache.values()) members.cache.sweep((member) => member.id !== id);
	}

	#start(): MemberFetchService {
		return new MemberFetchService(QUICK, { clock: this.#clock });
	}
}

/** The people among some values, and in collections among them. */
export function peopleOf(values: readonly unknown[]): (GuildMember | User)[] {
	return values.flatMap((value) => {
		if (value instanceof GuildMember || value instanceof User) return [value];
		return value instanceof Collection ? peopleOf([...value.values()]) : [];
	});
}
