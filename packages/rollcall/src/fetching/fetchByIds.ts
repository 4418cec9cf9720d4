import { sleep } from '../pacing/sleep.js';
import { waitFor } from '../pacing/waitFor.js';
import { Draft } from '../roster/Draft.js';
import type { MembersChunk } from '../sync/GuildSync.js';
import { ChunkCollector } from './ChunkCollector.js';
import type { FetchContext } from './FetchContext.js';
import { lookUp, MAX_LOOKUPS } from './lookups.js';

/** Ids that one request may name (gateway-events, "Request Guild Members"); more are never answered. */
const BATCH_SIZE = 100;

/** What is known of the users after asking for them. */
export interface IdsOutcome {
	readonly draft: Draft;
	readonly notFound: string[];
	/** Ids for which no answer was to be had. */
	readonly unanswered: string[];
}

/**
 * Asks the gateway for members by id, a batch at a time; REST where it stays silent and few are left. Where the era ends
 * between two answers the earlier one may be outdated, so all are asked for again, as often as `maxRetries` allows.
 */
export async function fetchByIds(context: FetchContext, userIds: readonly string[]): Promise<IdsOutcome> {
	for (let retriesLeft = context.config.retry.maxRetries; ; retriesLeft--) {
		const { era } = context.guild;
		const outcome = await askAll(context, userIds);
		if (era.endedBy === undefined) return outcome;
		if (retriesLeft <= 0) return { ...outcome, unanswered: [...userIds] };
		context.retryCount++;
	}
}

async function askAll(context: FetchContext, userIds: readonly string[]): Promise<IdsOutcome> {
	const { guild, clock } = context;
	const draft = new Draft(guild.log, clock.now(), { fields: context.config.fields });
	const outcome: IdsOutcome = { draft, notFound: [], unanswered: [] };
	const release = guild.log.hold();
	const unlisten = guild.listen({ onEvent: (event) => draft.apply(event) });
	try {
		for (let start = 0; start < userIds.length; start += BATCH_SIZE) {
			const batch = userIds.slice(start, start + BATCH_SIZE);
			if (!(await askUntilAnswered(context, batch, outcome))) await askRest(context, batch, outcome);
		}
		return outcome;
	} finally {
		unlisten();
		release();
	}
}

async function askUntilAnswered(
	context: FetchContext,
	batch: readonly string[],
	outcome: IdsOutcome,
): Promise<boolean> {
	const { sync, guild, config, clock, signal, deps } = context;
	for (let attempt = 0; attempt <= config.retry.maxRetries; attempt++) {
		if (sync.doubt(guild)?.kind === 'away') return false;
		if (attempt > 0) {
			context.retryCount++;
			await sleep(clock, deps.backoff().delayMs(attempt), signal);
		}
		if (await ask(context, batch, outcome)) return true;
	}
	return false;
}

/** One request; `false` where silence, the end of the era or an unsendable request left it unanswered. */
async function ask(context: FetchContext, batch: readonly string[], outcome: IdsOutcome): Promise<boolean> {
	const { sync, guild, transport, signal, deps } = context;
	await sync.sendGate(guild.shardId).take(signal);
	const nonce = deps.createNonce();
	const chunks = new ChunkCollector();
	sync.own(nonce);
	await waitFor(signal, (arrived) => {
		const stop = collect(context, nonce, chunks, outcome, arrived);
		transport
			.requestMembers(guild.shardId, { guild_id: guild.id, user_ids: batch, nonce })
			.then(() => context.countGateway(), arrived);
		return stop;
	});
	return chunks.complete;
}

/** Takes the chunks of the nonce until all have come, none has for `chunkIdle`, or the era ends; returns what stops it. */
function collect(
	{ guild, clock, config, via }: FetchContext,
	nonce: string,
	chunks: ChunkCollector,
	{ draft, notFound }: IdsOutcome,
	onEnd: () => void,
): () => void {
	const askedAt = clock.now();
	const startIdle = () => clock.setTimer(config.timeouts.chunkIdle, onEnd);
	let cancelIdle = startIdle();
	const onChunk = (chunk: MembersChunk) => {
		if (chunk.nonce !== nonce) return;
		chunks.add(chunk);
		draft.ingest(chunk.members, askedAt);
		notFound.push(...(chunk.not_found ?? []).map(String));
		via.add('gateway');
		cancelIdle();
		if (chunks.complete) onEnd();
		else cancelIdle = startIdle();
	};
	const unlisten = guild.listen({ onChunk, onEraEnd: onEnd });
	return () => {
		cancelIdle();
		unlisten();
	};
}

async function askRest(context: FetchContext, batch: readonly string[], outcome: IdsOutcome): Promise<void> {
	const open = batch.filter((id) => !outcome.draft.has(id) && !outcome.notFound.includes(id));
	if (open.length > MAX_LOOKUPS) {
		outcome.unanswered.push(...open);
		return;
	}
	for (const { userId, member, askedAt } of await lookUp(context, open)) {
		if (member) outcome.draft.ingest([member], askedAt);
		else outcome.notFound.push(userId);
	}
}
