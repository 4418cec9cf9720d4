import type { FetchContext } from './FetchContext.js';

/**
 * Waits, without a place, until one more request may be sent over the shard's connection. That wait is no silence of the
 * gateway.
 */
export async function takeTurn(context: FetchContext): Promise<void> {
	const { guild, clock, signal } = context;
	if (context.deps.background?.spendSend()) return;
	const gate = guild.shard.sendGate;
	if (gate.waitMs === 0) return gate.take(signal);
	context.waiters.tellWait(clock.now() + gate.waitMs);
	await context.spent
		.during('limits', () => context.place.aside(() => gate.take(signal)))
		.finally(() => context.waiters.tellWait(undefined));
}
