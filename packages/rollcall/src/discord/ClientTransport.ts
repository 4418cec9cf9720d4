import { type Client, type CloseEvent, Events, GatewayIntentBits, GatewayOpcodes, Status } from 'discord.js';
import { MemberRest } from '../connection/MemberRest.js';
import { heartbeatIntervalOf, sendMemberRequest } from '../connection/sharding.js';
import type {
	GatewayDispatch,
	ITransport,
	ITransportListener,
	MemberPage,
	MemberRequest,
	RawMember,
	ShardConnection,
} from '../interfaces/ITransport.js';
import { sequenceOf, shardingOf } from './internals.js';

/** A shard in one of these has a session with an open socket. */
const CONNECTED: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

/** A discord.js client as the service's way to Discord. Reads and listens; changes nothing of the client. */
export class ClientTransport implements ITransport {
	readonly #rest: MemberRest;

	constructor(private readonly client: Client) {
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
		const shard = this.client.ws.shards.get(shardId);
		if (!shard) return { ready: false };
		const intervalMs = heartbeatIntervalOf(shardingOf(this.client), shardId);
		const sequence = sequenceOf(this.client, shardId);
		return {
			ready: CONNECTED.includes(shard.status) && this.loggedIn,
			...(shard.lastPingTimestamp > 0 && { heartbeatAt: shard.lastPingTimestamp }),
			...(sequence !== undefined && { sequence }),
			...(intervalMs !== undefined && { heartbeatIntervalMs: intervalMs }),
		};
	}

	holdsGuild(guildId: string): boolean {
		return this.client.guilds.cache.get(guildId)?.available ?? false;
	}

	subscribe(listener: ITransportListener): () => void {
		const { client } = this;
		const onRaw = (packet: GatewayDispatch & { op: number }, shardId: number) => {
			if (packet.op === GatewayOpcodes.Dispatch) listener.onDispatch(shardId, packet);
		};
		const onCut = (shardId: number) => listener.onCut(shardId);
		const onEnd = ({ code }: CloseEvent, shardId: number) => listener.onEnd(shardId, code);
		client.on(Events.Raw as never, onRaw as never);
		client.on(Events.ShardReconnecting, onCut);
		client.on(Events.ShardDisconnect, onEnd);
		return () => {
			client.off(Events.Raw as never, onRaw as never);
			client.off(Events.ShardReconnecting, onCut);
			client.off(Events.ShardDisconnect, onEnd);
		};
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
