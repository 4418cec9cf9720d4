import type { FetchContext } from './FetchContext.js';

/** Waits until the shard's connection may be sent one more request. That wait is no silence of the gateway. */
export async function takeTurn(context: FetchContext): Promise<void> {
	const { sync, guild, clock, signal } = context;
	const gate = sync.sendGate(guild.shardId);
	const isWaiting = gate.waitMs > 0;
	if (isWaiting) context.onWait(clock.now() + gate.waitMs);
	try {
		await gate.take(signal);
	} finally {
		if (isWaiting) context.onWait(undefined);
	}
}
