import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { ClientCaches } from './caches/ClientCaches.js';
import { cachesOf } from './caches/cachesOf.js';
import { keepsNoMembers } from './cacheWithoutMembers.js';

/** A chunk, as far as discord.js makes objects of it. */
interface Chunk {
	readonly guild_id: string;
	members: readonly RawMember[];
}

/**
 * Stops discord.js from building members that it would drop at once. For its event `guildMembersChunk` it makes a
 * GuildMember and a User of everybody in a chunk, and a client with `cacheWithoutMembers()` keeps only the bot itself.
 * If nobody listens to that event, the chunk that discord.js handles names the bot alone.
 *
 * Nobody else sees that. discord.js emits `raw`, then the dispatch on `client.ws`, and then handles it, all in one go
 * (read in 14.28.1). The chunk is whole before and after, and for everybody that listens to chunks, as
 * `guild.members.fetch()` does.
 *
 * A client with `rosterCache()` reads members from rows, so discord.js only needs those that it has made objects of.
 */
export class ChunkSparing {
	/** The chunk that is being handled, and all its members. */
	#spared: { readonly chunk: Chunk; readonly members: readonly RawMember[] } | undefined;

	#caches: ClientCaches | undefined;

	constructor(private readonly client: Client) {}

	start(): void {
		this.#caches = cachesOf(this.client);
		if (!this.#caches && !keepsNoMembers(this.client)) return;
		this.client.ws.on(GatewayDispatchEvents.GuildMembersChunk, this.#onChunk);
		this.client.on(Events.GuildMembersChunk, this.#restore);
	}

	stop(): void {
		this.client.ws.off(GatewayDispatchEvents.GuildMembersChunk, this.#onChunk);
		this.client.off(Events.GuildMembersChunk, this.#restore);
		this.#restore();
	}

	readonly #onChunk = (chunk: Chunk): void => {
		if (this.#isHeard() || !Array.isArray(chunk.members)) return;
		const { members } = chunk;
		chunk.members = members.filter((member) => this.#isNeeded(chunk.guild_id, member?.user?.id));
		this.#spared = { chunk, members };
		queueMicrotask(this.#restore); // the client emits nothing for a guild that it does not know
	};

	readonly #restore = (): void => {
		if (this.#spared) this.#spared.chunk.members = this.#spared.members;
		this.#spared = undefined;
	};

	/** Whether discord.js would do something with the member that can be seen later. */
	#isNeeded(guildId: string, userId: string | undefined): boolean {
		if (!this.#caches || userId === undefined) return userId === this.client.user?.id;
		return this.#caches.needs(guildId, userId);
	}

	/** Whether anybody else listens to chunks. */
	#isHeard(): boolean {
		return (
			this.client.listenerCount(Events.GuildMembersChunk) > 1 ||
			this.client.ws.listenerCount(GatewayDispatchEvents.GuildMembersChunk) > 1
		);
	}
}
