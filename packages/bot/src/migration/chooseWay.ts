import type { FetchMode } from '../environment/index.js';
import type { Logger } from '../logging/index.js';

/** One question, answered in two ways. */
export interface Ways<Result> {
	/** The old way, by discord.js. */
	legacy(): Promise<Result>;
	/** By the service. */
	optimized(): Promise<Result>;
	/**
	 * The differences, for the log: ids, counts and names of fields, never names or texts of members. `undefined` if the
	 * two agree.
	 *
	 */
	difference(legacy: Result, optimized: Result): object | undefined;
}

/**
 * Answers in the way that `MEMBER_FETCH` selects. `compare` answers as soon as the old way has, then runs the new one
 * and logs the differences. Errors of the new one are logged and do no harm. The two run one after the other, since
 * Discord refuses two full requests at a time.
 */
export async function chooseWay<Result>(mode: FetchMode, ways: Ways<Result>, logger: Logger): Promise<Result> {
	if (mode !== 'compare') return ways[mode]();
	const legacy = await settle(ways.legacy);
	void compare(legacy, ways, logger);
	if ('error' in legacy) throw legacy.error;
	return legacy.value;
}

type Settled<Result> = { readonly value: Result } | { readonly error: unknown };

async function settle<Result>(run: () => Promise<Result>): Promise<Settled<Result>> {
	try {
		return { value: await run() };
	} catch (error) {
		return { error };
	}
}

/** Never rejects. */
async function compare<Result>(legacy: Settled<Result>, ways: Ways<Result>, logger: Logger): Promise<void> {
	const optimized = await settle(ways.optimized);
	try {
		if ('error' in optimized) return logger.warn({ err: optimized.error }, 'compare: the new way failed');
		if ('error' in legacy)
			return logger.warn({ err: legacy.error }, 'compare: the old way failed, the new one did not');
		const difference = ways.difference(legacy.value, optimized.value);
		if (difference) logger.warn({ difference }, 'compare: the two ways differ');
		else logger.info('compare: the two ways agree');
	} catch (error) {
		logger.error({ err: error }, 'compare: the two ways could not be compared');
	}
}
