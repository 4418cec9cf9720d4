import { SimpleIdentifyThrottler } from '@discordjs/ws';
import { vi } from 'vitest';

/** Lets each session of the test begin at once: the library would let five seconds pass between two of them. */
export function identifyAtOnce(): void {
	vi.spyOn(SimpleIdentifyThrottler.prototype, 'waitForIdentify').mockResolvedValue();
}
