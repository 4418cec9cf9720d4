import { type Command, InvalidArgumentError } from 'commander';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { type Clock, systemClock } from '../clock/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { isRoutePath, routePattern } from '../faults/index.js';
import { duration, positiveNumber } from './values.js';

/** The time for which `--rate-limit` and `--refuse` refuse, in seconds. */
const REFUSED_FOR = 5;

/** What goes wrong, for a first try. Each happens once. */
export interface FaultFlags {
	/** Indices of chunks. */
	readonly loseChunk?: readonly number[];
	/** Seconds, or true for the usual time. */
	readonly refuse?: number | true;
	/** Milliseconds after the first READY. */
	readonly cutAfter?: number;
	/** Paths with `:name` for any one step, perhaps after a method. */
	readonly rateLimit?: readonly string[];
}

/** Adds the flags of the faults to a command. */
export function addFaultFlags(command: Command): Command {
	return command
		.option('--lose-chunk <index>', 'a chunk of the first list never arrives; can be repeated', chunkIndex)
		.option('--refuse [seconds]', 'the first request for all members gets RATE_LIMITED', positiveNumber)
		.option('--cut-after <time>', 'the socket breaks so long after READY, for example 3s; the bot can resume', duration)
		.option(
			'--rate-limit <path>',
			'the first request to a path gets 429, for example /guilds/:id/members; can be repeated',
			path,
		);
}

/** The faults that flags have set. */
export interface SetFaults {
	/** A sentence about each. */
	readonly sentences: readonly string[];
	/** Calls off what has not happened. */
	cancel(): void;
}

/** Sets the faults of the flags. */
export function setFaults(emulator: DiscordEmulator, flags: FaultFlags, clock: Clock = systemClock): SetFaults {
	const { faults } = emulator;
	const { loseChunk, refuse, cutAfter, rateLimit = [] } = flags;
	const sentences: string[] = [];
	// The refusal comes first, so that the first list is one that is sent.
	if (refuse !== undefined) {
		const retryAfter = refuse === true ? REFUSED_FOR : refuse;
		faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter } });
		sentences.push(`The first request for all members gets RATE_LIMITED for ${retryAfter} s.`);
	}
	if (loseChunk) {
		faults.add({ on: 'memberRequest', full: true, lose: loseChunk });
		sentences.push(`The first list of all members loses the chunks with chunk_index ${loseChunk.join(', ')}.`);
	}
	for (const each of rateLimit) {
		faults.add({ on: 'rest', route: routePattern(each), rateLimited: { retryAfter: REFUSED_FOR } });
		sentences.push(`The first request to ${each} gets 429 for ${REFUSED_FOR} s.`);
	}
	if (cutAfter === undefined) return { sentences, cancel: () => undefined };
	return {
		sentences: [...sentences, `The socket breaks ${cutAfter} ms after READY.`],
		cancel: cutLater(emulator, cutAfter, clock),
	};
}

function cutLater(emulator: DiscordEmulator, ms: number, clock: Clock): () => void {
	let cancel = emulator.onDispatch((_botId, _shardId, { t }) => {
		if (t !== GatewayDispatchEvents.Ready) return;
		cancel();
		cancel = clock.after(ms, () => emulator.faults.gateway.cut({ resumable: true, abrupt: true }));
	});
	return () => cancel();
}

function path(text: string, others: readonly string[] = []): string[] {
	if (!isRoutePath(text))
		throw new InvalidArgumentError(
			'Expected a path without /api/v10, for example /guilds/:id/members, perhaps after a method.',
		);
	return [...others, text];
}

function chunkIndex(text: string, others: readonly number[] = []): number[] {
	if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a chunk_index: 0 is the first chunk.');
	return [...others, Number(text)];
}
