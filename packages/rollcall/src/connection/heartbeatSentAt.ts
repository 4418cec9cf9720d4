/**
 * When a heartbeat was sent whose acknowledgement has just come, in monotonic ms. The libraries tell the epoch ms, which
 * says something else as soon as the wall clock is set.
 *
 * @param heartbeatAt - epoch ms of the sending
 */
export function heartbeatSentAt(heartbeatAt: number): number {
	return performance.now() - Math.max(0, Date.now() - heartbeatAt);
}
