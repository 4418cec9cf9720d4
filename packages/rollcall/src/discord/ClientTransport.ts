import { type Client, GatewayIntentBits } from 'discord.js';
import { MemberRest } from '../connection/MemberRest.js';
import { heartbeatIntervalOf, sendMemberRequest } from '../connection/sharding.js';
import type {
	ITransport,
	ITransportListener,
	MemberPage,
	MemberRequest,
	RawMember,
	ShardConnection,
} from '../interfaces/ITransport.js';
import { ClientWatch } from './ClientWatch.js';
import { sequenceOf, shardingOf } from './internals.js';

/** A discord.js client as the service's way to Discord. Reads and listens; changes nothing of the client. */
export class ClientTransport implements ITransport {
	readonly #rest: MemberRest;
	readonly #watch: ClientWatch;

	constructor(private readonly client: Client) {
		this.#watch = new ClientWatch(client);
		this.#rest = new MemberRest(client.rest, () => client.token);
	}

	get botId(): string {
		return this.client.user?.id ?? '';
	}

	get membersIntent(): boolean {
		return this.client.options.intents.has(GatewayIntentBits.GuildMembers);
	}

	get loggedIn(): boolean {
		return Boolean(this.client.token);
	}

	connection(shardId: number): ShardConnection {
		const intervalMs = heartbeatIntervalOf(shardingOf(this.client), shardId);
		const sequence = sequenceOf(this.client, shardId);
		const heartbeatAt = this.#watch.heartbeatAt(shardId);
		return {
			ready: this.loggedIn && this.#watch.isEstablished(shardId),
			...(heartbeatAt !== undefined && { heartbeatAt }),
			...(sequence !== undefined && { sequence }),
			...(intervalMs !== undefined && { heartbeatIntervalMs: intervalMs }),
		};
	}

	holdsGuild(guildId: string): boolean {
		return this.client.guilds.cache.get(guildId)?.available ?? false;
	}

	subscribe(listener: ITransportListener): () => void {
		return this.#watch.subscribe(listener);
	}

	async requestMembers(shardId: number, request: MemberRequest): Promise<void> {
		const sharding = shardingOf(this.client);
		if (!sharding) throw new Error('the client is not connected');
		await sendMemberRequest(sharding, shardId, request);
	}

	listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		return this.#rest.listMembers(guildId, after, limit, signal);
	}

	getMember(guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		return this.#rest.getMember(guildId, userId, signal);
	}

	getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>> {
		return this.#rest.getRoleMemberCounts(guildId, signal);
	}

	isMembersIntentGranted(signal: AbortSignal): Promise<boolean> {
		return this.#rest.isMembersIntentGranted(signal, this.client.application?.flags?.bitfield);
	}
}
