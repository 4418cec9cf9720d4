import {
	type Client,
	DiscordAPIError,
	GatewayIntentBits,
	HTTPError,
	RateLimitError,
	REST,
	RequestMethod,
} from 'discord.js';
import { MemberRest } from '../connection/MemberRest.js';
import { heartbeatIntervalOf, sendMemberRequest } from '../connection/sharding.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { wrongShard } from '../errors/refusals.js';
import type { ITransport, ITransportListener, MemberRequest, ShardConnection } from '../interfaces/ITransport.js';
import { endOf } from './ClientEnd.js';
import { ClientWatch } from './ClientWatch.js';
import { sequenceOf, shardingOf } from './internals.js';

/** The copy that discord.js has loaded. */
const REST_LIBRARY = { DiscordAPIError, HTTPError, RateLimitError, REST, RequestMethod };

/** A discord.js client as the service's way to Discord. It reads and listens, and changes nothing in the client. */
export class ClientTransport extends MemberRest implements ITransport {
	readonly #watch: ClientWatch;

	constructor(private readonly client: Client) {
		const readyFlags = () => client.application?.flags?.bitfield;
		super({ rest: client.rest, token: () => client.token, readyFlags }, REST_LIBRARY);
		this.#watch = new ClientWatch(client);
	}

	get botId(): string {
		return this.client.user?.id ?? '';
	}

	get membersIntent(): boolean {
		return this.client.options.intents.has(GatewayIntentBits.GuildMembers);
	}

	get presencesIntent(): boolean {
		return this.client.options.intents.has(GatewayIntentBits.GuildPresences);
	}

	get destroyed(): boolean {
		return endOf(this.client).isDestroyed;
	}

	get loggedIn(): boolean {
		return Boolean(this.client.token);
	}

	obstacle(guildId: string, shardId: number): MemberFetchError | undefined {
		const { shards } = this.client.ws;
		const isElsewhere = shards.size > 0 && !shards.has(shardId);
		return isElsewhere ? wrongShard(guildId, shardId, shards.keys()) : undefined;
	}

	connection(shardId: number): ShardConnection {
		return {
			ready: this.loggedIn && this.#watch.isEstablished(shardId),
			heartbeatAt: this.#watch.heartbeatAt(shardId),
			provenAt: this.#watch.provenAt(shardId),
			sequence: sequenceOf(this.client, shardId),
			heartbeatIntervalMs: heartbeatIntervalOf(shardingOf(this.client), shardId),
		};
	}

	/**
	 * After a GUILD_CREATE without `unavailable`, discord.js has the data and calls the guild unavailable, as in an
	 * outage.
	 */
	holdsGuild(guildId: string): boolean | undefined {
		const guild = this.client.guilds.cache.get(guildId);
		if (guild?.available === false && guild.memberCount !== undefined) return undefined;
		return guild?.available ?? false;
	}

	memberCount(guildId: string): number | undefined {
		return this.client.guilds.cache.get(guildId)?.memberCount;
	}

	subscribe(listener: ITransportListener): () => void {
		return this.#watch.subscribe(listener);
	}

	async requestMembers(shardId: number, request: MemberRequest): Promise<void> {
		const sharding = shardingOf(this.client);
		if (!sharding) throw new Error('the client is not connected');
		await sendMemberRequest(sharding, shardId, request);
	}
}
