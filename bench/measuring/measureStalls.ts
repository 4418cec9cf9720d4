import type { Side } from '../sides/Side.js';
import type { GuildTarget } from '../sides/Target.js';
import type { Measurements } from './Measurements.js';
import { StallWatch } from './StallWatch.js';

/** How long the loop was blocked while the service filtered the list that it has. */
export interface MeasuredFilter {
	readonly nicknamed: number;
	readonly measurements: Pick<Measurements, 'filterStallMs'>;
}

/** The same while a guild that was not fetched before came in pieces, each of which was read. */
export interface MeasuredStream {
	readonly count: number;
	/** Of the usernames, as a sum. */
	readonly names: number;
	readonly measurements: Pick<Measurements, 'streamStallMs'>;
}

export async function measureFilter(side: Side, { id }: GuildTarget): Promise<MeasuredFilter> {
	const { value, stallMs } = await watched(() => side.countNicknamed(id));
	return { nicknamed: value, measurements: { filterStallMs: stallMs } };
}

export async function measureStream(stream: NonNullable<Side['stream']>, { id }: GuildTarget): Promise<MeasuredStream> {
	const { value, stallMs } = await watched(() => stream(id));
	return { ...value, measurements: { streamStallMs: stallMs } };
}

async function watched<T>(run: () => T | Promise<T>): Promise<{ value: T; stallMs: number }> {
	const stall = new StallWatch();
	await stall.start();
	const value = await run();
	return { value, stallMs: await stall.stop() };
}
