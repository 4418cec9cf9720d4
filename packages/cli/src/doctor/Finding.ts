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
