/**
 * Monotonic ms at which a heartbeat was sent whose acknowledgement has just arrived. The libraries give epoch ms, which
 * mean something else as soon as somebody sets the wall clock.
 *
 * @param heartbeatAt - epoch ms of the sending
 */
export function heartbeatSentAt(heartbeatAt: number): number {
	return performance.now() - Math.max(0, Date.now() - heartbeatAt);
}
