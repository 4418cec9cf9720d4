import type { CommandError } from '../errors/index.js';

/** What a check found. `skipped`: an earlier check stands in its way. */
export type Verdict = 'ok' | 'warning' | 'failed' | 'skipped';

/** The result of one check. */
export interface Finding {
	readonly verdict: Verdict;
	/** What was seen. */
	readonly found: string;
	/** What to do about it. */
	readonly cure?: string;
}

export const ok = (found: string): Finding => ({ verdict: 'ok', found });
export const skipped = (found: string): Finding => ({ verdict: 'skipped', found });
export const warning = (found: string, cure: string): Finding => ({ verdict: 'warning', found, cure });
export const failed = (found: string, cure: string): Finding => ({ verdict: 'failed', found, cure });

/** An error as a finding: its message says what happened, then what to do. */
export function failedBy({ message }: CommandError, cure = 'Try again later.'): Finding {
	const [, found = message, written = cure] = /^(.+?\.) (.+)$/s.exec(message) ?? [];
	return failed(found, written);
}
