import type { anEmulator, RunOptions } from './rollcall.js';

export type Stage = Awaited<ReturnType<typeof anEmulator>>;
export interface Found {
	readonly check: string;
	readonly verdict: string;
	readonly found: string;
	readonly cure?: string;
}

/** The findings by the names of their checks. */
export async function examine({ ask, guild }: Stage, argv: readonly string[] = [], more: RunOptions = {}) {
	const { code, out } = await ask(['doctor', guild.id, '--json', ...argv], more);
	const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: Found[] };
	return { code, ok, checks, of: (name: string) => checks.find(({ check }) => check === name) };
}
