import { waitFor } from '../pacing/waitFor.js';
import type { MembersChunk } from '../sync/GuildState.js';
import { ChunkCollector } from './ChunkCollector.js';
import type { FetchContext } from './FetchContext.js';
import { takeTurn } from './takeTurn.js';

/** Takes one chunk of an answer, and when (monotonic ms) it was asked for. */
export type TakeChunk = (chunk: MembersChunk, askedAt: number) => void;

/**
 * Asks the gateway for users by id in one request. `false` if there was no complete answer: the gateway was silent, the session
 * ended, or the request could not be sent.
 */
export async function askUsers(context: FetchContext, userIds: readonly string[], take: TakeChunk): Promise<boolean> {
	const { bot, guild, transport, signal, deps } = context;
	await takeTurn(context);
	const nonce = deps.createNonce();
	const chunks = new ChunkCollector();
	bot.own(nonce);
	await waitFor(signal, (arrived) => {
		const stop = collect(context, nonce, chunks, take, arrived);
		transport
			.requestMembers(guild.shard.id, { guild_id: guild.id, user_ids: userIds, nonce })
			.then(() => context.countGateway(), arrived);
		return stop;
	});
	return chunks.complete;
}

/** Takes the chunks of the nonce until all have come, or none came for `chunkIdle`, or the session broke. Returns what stops it. */
function collect(
	{ guild, clock, config, via }: FetchContext,
	nonce: string,
	chunks: ChunkCollector,
	take: TakeChunk,
	onEnd: () => void,
): () => void {
	const askedAt = clock.now();
	const startIdle = () => clock.setTimer(config.timeouts.chunkIdle, onEnd);
	let cancelIdle = startIdle();
	const onChunk = (chunk: MembersChunk) => {
		if (chunk.nonce !== nonce) return;
		guild.prove(askedAt);
		chunks.add(chunk);
		take(chunk, askedAt);
		via.add('gateway');
		cancelIdle();
		if (chunks.complete) onEnd();
		else cancelIdle = startIdle();
	};
	const unlisten = guild.listen({ onChunk, onBreak: onEnd });
	return () => {
		cancelIdle();
		unlisten();
	};
}
