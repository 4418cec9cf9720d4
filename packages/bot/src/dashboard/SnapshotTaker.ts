import { type Client, Status } from 'discord.js';
import type { CacheStats, GuildCacheStats, IMemberFetchService } from 'rollcall';
import type { Clock } from '../clock/index.js';
import type { Environment } from '../environment/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { StaleReasons } from '../watch/StaleReasons.js';
import { MemberLists } from './MemberLists.js';
import { Readiness } from './Readiness.js';
import type { GuildLine, OperationLine, Snapshot, Totals } from './Snapshot.js';

/** A snapshot is sent each second: a bot in thousands of guilds shows those that need a look. */
const MOST_GUILDS = 100;

/** Collects what the page shows. It makes no request. */
@injectable()
export class SnapshotTaker {
	readonly #startedAt: number;

	constructor(
		@inject(DI_TOKENS.Client) private readonly client: Client,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(Readiness) private readonly readiness: Readiness,
		@inject(MemberLists) private readonly lists: MemberLists,
		@inject(StaleReasons) private readonly reasons: StaleReasons,
	) {
		this.#startedAt = clock.now();
	}

	async take(): Promise<Snapshot> {
		const { status, reasons } = await this.members.healthCheck();
		const cache = this.members.getCacheStats(); // of many guilds it is the most work
		this.lists.review(cache.guilds);
		const { shards } = this.client.ws;
		const shardsReady = shards.filter((shard) => shard.status === Status.Ready).size;
		return {
			at: this.clock.now(),
			startedAt: this.#startedAt,
			bot: this.client.user?.tag ?? 'not logged in',
			isDemo: this.environment.token === undefined,
			gateway: { isReady: this.readiness.hasGateway, shards: shards.size, shardsReady },
			canWrite: this.readiness.canWrite,
			health: { status, reasons },
			operations: this.members.getActiveOperations().map((operation) => this.#describe(operation)),
			totals: this.#totals(cache),
			guilds: this.#guilds(cache),
		};
	}

	#describe(operation: ReturnType<IMemberFetchService['getActiveOperations']>[number]): OperationLine {
		const { operationId, guildId, stage, progress, message, startTime, callerCount } = operation;
		const { currentCount, totalCount, estimatedTimeRemaining } = operation;
		return {
			id: operationId,
			guildId,
			guild: this.client.guilds.cache.get(guildId)?.name ?? guildId,
			stage,
			progress,
			message,
			callers: callerCount,
			startedAt: startTime,
			...(currentCount !== undefined && { current: currentCount }),
			...(totalCount !== undefined && { total: totalCount }),
			...(estimatedTimeRemaining !== undefined && { leftMs: estimatedTimeRemaining }),
		};
	}

	#totals({ size, members, bytes, maxBytes }: CacheStats): Totals {
		const figures = this.members.getStatistics();
		// The table of the page is no reader that the original way would have had.
		const withoutOwn = (count: number) => Math.max(0, count - this.lists.calls);
		return {
			guilds: this.client.guilds.cache.size,
			heldGuilds: size,
			members,
			bytes,
			maxBytes,
			since: figures.lastResetTime,
			calls: withoutOwn(figures.totalRequests),
			cacheHits: withoutOwn(figures.cacheHits),
			joined: figures.joinedFetches,
			gateway: figures.requests.gateway,
			rest: figures.requests.rest,
			refused: figures.refusals.gateway + figures.refusals.rest,
			complete: withoutOwn(figures.completeAnswers),
			partial: figures.partialAnswers,
			stale: figures.staleAnswers,
		};
	}

	#guilds({ guilds }: CacheStats): GuildLine[] {
		const held = new Map(guilds.map((stats) => [stats.guildId, stats]));
		const lines = [...this.client.guilds.cache.values()].map(({ id, name, memberCount }) =>
			this.#line(id, name, memberCount, held.get(id)),
		);
		const urgency = ({ status }: GuildLine) => Number(status === 'stale');
		return lines.sort((a, b) => urgency(b) - urgency(a) || b.expected - a.expected).slice(0, MOST_GUILDS);
	}

	#line(id: string, name: string, memberCount: number, held: GuildCacheStats | undefined): GuildLine {
		if (!held) return { id, name, expected: memberCount, status: 'none', members: 0, bytes: 0 };
		const { status, members, bytes, vouchedAt, expectedCount: expected = memberCount } = held;
		const reason = status === 'stale' ? this.reasons.of(id) : undefined;
		return { id, name, expected, status, members, bytes, vouchedAt, ...(reason !== undefined && { reason }) };
	}
}
