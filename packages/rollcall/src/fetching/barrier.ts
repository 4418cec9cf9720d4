import type { FetchContext } from './FetchContext.js';

/** After this long without an answer the barrier is asked again: its chunk may be lost like any other. */
const ASK_AGAIN_MS = 2_000;

/**
 * Asks the gateway for the bot itself and waits for the answer. Dispatches of a session come in order, so when its chunk
 * is here, every event sent before it is here too. `false`: no answer, or the era ended meanwhile.
 */
export function passBarrier(context: FetchContext): Promise<boolean> {
	const { sync, guild, transport, clock, signal } = context;
	const nonces = new Set<string>();
	return new Promise((resolve, reject) => {
		const cancels: (() => void)[] = [];
		let settled = false;
		const settle = (done: () => void) => {
			settled = true;
			for (const cancel of cancels) cancel();
			signal.removeEventListener('abort', onAbort);
			done();
		};
		const onAbort = () => settle(() => reject(signal.reason));
		if (signal.aborted) return onAbort();
		signal.addEventListener('abort', onAbort);
		cancels.push(
			guild.listen({
				onChunk: ({ nonce }) => {
					if (nonce !== undefined && nonces.has(nonce)) settle(() => resolve(true));
				},
				onEraEnd: () => settle(() => resolve(false)),
			}),
		);
		const ask = () => {
			const nonce = context.deps.createNonce();
			nonces.add(nonce);
			sync.own(nonce);
			send(nonce).catch(() => {}); // unsendable: the timer decides, a resume may come in time
		};
		const send = async (nonce: string) => {
			await sync.sendGate(guild.shardId).take(signal);
			if (settled) return;
			await transport.requestMembers(guild.shardId, {
				guild_id: guild.id,
				user_ids: [transport.botId],
				nonce,
			});
			context.countGateway();
		};
		cancels.push(clock.setTimer(ASK_AGAIN_MS, ask));
		cancels.push(clock.setTimer(ASK_AGAIN_MS + context.config.timeouts.chunkIdle, () => settle(() => resolve(false))));
		ask();
	});
}
