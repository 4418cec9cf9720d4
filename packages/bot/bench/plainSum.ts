import type { ActivitySum, Period } from '../src/interfaces/ActivitySource.js';
import { memberYear } from './memberYear.js';

/** A member's activity in a period, by a scan of everything: the truth that the answers are checked against. */
export function plainSum(member: number, { from, to }: Period): ActivitySum | undefined {
	const sum = { activeMs: 0, idleMs: 0, messages: 0, lastSeenAt: 0 };
	for (const { spans, messages } of memberYear(member)) {
		for (const span of spans) {
			const start = Math.max(from, span.from);
			const end = Math.min(to, span.to);
			if (end <= start) continue;
			sum[span.isActive ? 'activeMs' : 'idleMs'] += end - start;
			sum.lastSeenAt = Math.max(sum.lastSeenAt, end - 1);
		}
		for (const at of messages) {
			if (at < from || at >= to) continue;
			sum.messages++;
			sum.lastSeenAt = Math.max(sum.lastSeenAt, at);
		}
	}
	return sum.lastSeenAt === 0 ? undefined : sum;
}
