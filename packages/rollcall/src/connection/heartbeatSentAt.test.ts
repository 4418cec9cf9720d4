import { afterEach, expect, it, vi } from 'vitest';
import { heartbeatSentAt } from './heartbeatSentAt.js';

afterEach(() => vi.restoreAllMocks());

it('tells when it was sent, and never the future, though the wall clock was set back on its way', () => {
	vi.spyOn(performance, 'now').mockReturnValue(50_000);
	vi.spyOn(Date, 'now').mockReturnValue(1_000_150);
	expect(heartbeatSentAt(1_000_000)).toBe(49_850);
	vi.spyOn(Date, 'now').mockReturnValue(994_150);
	expect(heartbeatSentAt(1_000_000)).toBe(50_000);
});
