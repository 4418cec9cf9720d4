import type { SideOptions } from './sides.js';

/**
 * discord.js restarts its timer with each chunk and waits for 120 s by default: the demo would not end in time. The
 * service's deadline is far beyond what any answer takes; without it, a defect would hang the demo instead of failing it.
 */
export const DEMO_LIMITS = { patienceMs: 20_000, deadlineMs: 60_000 } as const satisfies SideOptions;
