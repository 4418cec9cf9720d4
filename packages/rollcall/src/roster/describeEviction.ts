import type { Bounds, ConstantEviction } from './Evictions.js';

/** Says in words that rosters put each other out, with the figures and the cure. */
export function describeEviction({ fetches, returns, needed }: ConstantEviction, bounds: Bounds): string {
	const cures: string[] = [];
	if (needed.guilds > bounds.maxCacheSize)
		cures.push(`cache.maxCacheSize from ${bounds.maxCacheSize} to at least ${needed.guilds}`);
	if (needed.bytes > bounds.maxBytes) cures.push(`cache.maxBytes from ${bounds.maxBytes} to at least ${needed.bytes}`);
	return (
		`${returns} of the last ${fetches} fetches were for guilds whose true roster had been put out for lack of room: ` +
		`more guilds are in use than fit. Raise ${cures.join(' and ')}.`
	);
}
