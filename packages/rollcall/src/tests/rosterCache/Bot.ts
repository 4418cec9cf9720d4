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

/** What lets go of lists. */
export const FORGETTING = ['clear', 'close', 'evict'] as const;
export type Forgetting = (typeof FORGETTING)[number];

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** One of the two bots: its client, what it has heard, and the objects that it holds. */
export class Bot {
	readonly heard: Heard;
	/** What the bot keeps in variables of its own. */
	readonly held: (GuildMember | User)[] = [];
	/** Guilds whose members were fetched, and that were there ever since. */
	readonly #fetched = new Set<string>();
	/** Guilds of whom somebody has deleted members: they stay away until Discord names them again. */
	readonly #thinned = new Set<string>();
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
		for (const name of ['guildAvailable', 'guildCreate', 'guildDelete'] as const) {
			client.on(name, ({ id }) => void this.#fetched.delete(id));
		}
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
		if (!guild) return;
		this.#fetched.add(guildId);
		if (!this.#service) return this.fetchAside(guildId);
		this.#clock.skip(31_000);
		const isThinned = this.#thinned.delete(guildId);
		const options = { forceRefresh: forceRefresh || isThinned };
		const { metadata, error } = await this.#service.fetchGuildMembers(guild, options);
		expect(error).toBeUndefined();
		expect(metadata.complete).toBe(true);
	}

	/** Asks discord.js itself, which takes a chunk of less than 1,000 for the last one: the others come afterwards. */
	async fetchAside(guildId: string): Promise<void> {
		await Promise.all([this.guild(guildId)?.members.fetch(), this.#lastChunk(guildId)]);
	}

	/** Deletes members from the cache. */
	thin(guildId: string, isDeleted: (id: string) => boolean): void {
		this.#thinned.add(guildId);
		const cache = this.guild(guildId)?.members.cache;
		for (const id of [...(cache?.keys() ?? [])]) if (isDeleted(id)) cache?.delete(id);
	}

	/** Forgets what the service holds; without one, as the pages say that its caches are left. */
	async forget(how: Forgetting): Promise<void> {
		if (!this.#service) return this.#keepOnlyItself();
		if (how === 'clear') return this.#service.clearCache();
		if (how === 'evict') return this.#evict(this.#service);
		await this.#service.close();
		this.#service = this.#start();
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

	/** Resolves when the last chunk of all members of a guild was handled. */
	#lastChunk(guildId: string): Promise<void> {
		return new Promise((resolve) => {
			const listen = ({ t, d }: { t: string; d: { guild_id: string; chunk_index: number; chunk_count: number } }) => {
				if (t !== 'GUILD_MEMBERS_CHUNK' || d.guild_id !== guildId || d.chunk_count === 1) return;
				if (d.chunk_index + 1 < d.chunk_count) return;
				this.client.off('raw' as never, listen as never);
				setImmediate(resolve);
			};
			this.client.on('raw' as never, listen as never);
		});
	}

	#keepOnlyItself(): void {
		const { id } = this.client.user;
		for (const guildId of this.#fetched) this.guild(guildId)?.members.cache.sweep((member) => member.id !== id);
		this.#fetched.clear();
	}

	/** Leaves no room for any list, for a moment. */
	#evict(service: MemberFetchService): void {
		const { maxBytes } = service.getConfig().cache;
		service.updateConfig({ cache: { maxBytes: 1 } });
		service.updateConfig({ cache: { maxBytes } });
	}

	/** There is room for one guild, and there are two: those behind caches need none. */
	#start(): MemberFetchService {
		return new MemberFetchService({ ...QUICK, cache: { maxCacheSize: 1 } }, { clock: this.#clock });
	}
}

/** The people among some values, and in collections among them. */
export function peopleOf(values: readonly unknown[]): (GuildMember | User)[] {
	return values.flatMap((value) => {
		if (value instanceof GuildMember || value instanceof User) return [value];
		return value instanceof Collection ? peopleOf([...value.values()]) : [];
	});
}
