import { sleep } from '../pacing/sleep.js';
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

/** Asks the gateway for members by id, a batch at a time; REST where it stays silent and few are left. */
export async function fetchByIds(context: FetchContext, userIds: readonly string[]): Promise<IdsOutcome> {
	const { guild, clock } = context;
	const draft = new Draft(guild.log, clock.now());
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
function ask(context: FetchContext, batch: readonly string[], { draft, notFound }: IdsOutcome): Promise<boolean> {
	const { sync, guild, transport, clock, signal, config } = context;
	const nonce = context.deps.createNonce();
	const chunks = new ChunkCollector();
	const askedAt = clock.now();
	let cancelIdle = () => {};
	return new Promise<boolean>((resolve, reject) => {
		const undo = () => {
			cancelIdle();
			unlisten();
			signal.removeEventListener('abort', onAbort);
		};
		const settle = (answered: boolean) => {
			undo();
			resolve(answered);
		};
		const onAbort = () => {
			undo();
			reject(signal.reason);
		};
		const renewIdle = () => {
			cancelIdle();
			cancelIdle = clock.setTimer(config.timeouts.chunkIdle, () => settle(false));
		};
		const onChunk = (chunk: MembersChunk) => {
			if (chunk.nonce !== nonce) return;
			chunks.add(chunk);
			draft.ingest(chunk.members, askedAt);
			notFound.push(...(chunk.not_found ?? []).map(String));
			context.via.add('gateway');
			if (chunks.complete) settle(true);
			else renewIdle();
		};
		const unlisten = guild.listen({ onChunk, onEraEnd: () => settle(false) });
		signal.addEventListener('abort', onAbort);
		const send = async () => {
			await sync.sendGate(guild.shardId).take(signal);
			sync.own(nonce);
			renewIdle();
			await transport.requestMembers(guild.shardId, { guild_id: guild.id, user_ids: batch, nonce });
			context.countGateway();
		};
		send().catch(() => settle(false));
	});
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
