import type { Client, Guild } from 'discord.js';
import {
	type IMemberFetchService,
	type ITransport,
	type ITransportListener,
	MemberFetchError,
	MemberFetchService,
	type MemberPage,
	type MemberRequest,
	type MembersResult,
	type RawMember,
	type RawRole,
	type ShardConnection,
	TransportError,
} from 'rollcall';

// The first code of a bot author; package.test.ts compiles it against the published types.

const service: IMemberFetchService = new MemberFetchService({ cache: { defaultTTL: 60_000 } });

export async function countMembers(guild: Guild): Promise<number> {
	const result: MembersResult = await service.fetchGuildMembers(guild, { timeout: 5_000 });
	if (!result.metadata.complete) throw new Error(`${result.error?.code}: ${result.error?.message}`);
	return result.members.filter((member) => !member.user.bot).size;
}

export const isOurs = (error: unknown): boolean => MemberFetchError.is(error, 'DEADLINE');

/** A way to Discord of one's own, here one that is never there: the types of all that it takes and gives can be named. */
class NoTransport implements ITransport {
	readonly membersIntent = true;
	readonly loggedIn = false;

	constructor(readonly botId: string) {}

	connection(_shardId: number): ShardConnection {
		return { ready: false };
	}

	holdsGuild(_guildId: string): boolean | undefined {
		return undefined;
	}

	subscribe(_listener: ITransportListener): () => void {
		return () => {};
	}

	async requestMembers(_shardId: number, _request: MemberRequest): Promise<void> {
		throw new TransportError('unavailable', 'There is no gateway.');
	}

	async listMembers(_guildId: string, _after: string, _limit: number, _signal: AbortSignal): Promise<MemberPage> {
		throw new TransportError('rateLimited', 'Wait.', 1_000);
	}

	async getMember(_guildId: string, _userId: string, _signal: AbortSignal): Promise<RawMember | undefined> {
		return undefined;
	}

	async getRoles(_guildId: string, _signal: AbortSignal): Promise<readonly RawRole[]> {
		return [];
	}

	async getRoleMemberCounts(_guildId: string, _signal: AbortSignal): Promise<Record<string, number>> {
		return {};
	}

	async isMembersIntentGranted(_signal: AbortSignal): Promise<boolean> {
		return true;
	}
}

export const withoutDiscord = new MemberFetchService(
	{},
	{ connect: (client: Client) => new NoTransport(client.user?.id ?? '') },
);
