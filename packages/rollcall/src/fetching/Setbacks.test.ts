import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { MemberFetchConfig } from '../config/schema.js';
import { because } from '../errors/because.js';
import { Backoff } from '../pacing/Backoff.js';
import { OperationGate } from '../pacing/OperationGate.js';
import { BotState } from '../sync/BotState.js';
import { SimulatedDiscord } from '../tests/simulation/SimulatedDiscord.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { FetchContext } from './FetchContext.js';
import { Setbacks } from './Setbacks.js';

/** The setbacks of a fetch that may try again twice, after pauses without jitter. */
function someSetbacks(patch: Partial<MemberFetchConfig['retry']> = {}) {
	const clock = new VirtualClock();
	const retry = { ...DEFAULT_CONFIG.retry, maxRetries: 2, jitter: false, ...patch };
	const config = { ...DEFAULT_CONFIG, retry };
	const bot = new BotState(new SimulatedDiscord(clock, { seed: 1, size: 1 }), clock);
	const deps = {
		clock,
		createNonce: () => 'nonce',
		config: () => config,
		operations: new OperationGate(clock, () => config.rateLimit),
		backoff: () => new Backoff(retry, () => 0.5),
		count: () => {},
	};
	const context = new FetchContext(bot, bot.guild('1', 0), deps, new AbortController().signal);
	const setbacks = new Setbacks(context);
	const error = setbacks.error('INCOMPLETE', because('memberAwaited'));
	return { context, setbacks, error, retry };
}

describe('Setbacks', () => {
	it('are too many when as many steps have failed as may, and one more', () => {
		const { context, setbacks, error } = someSetbacks();
		const isSpent = [1, 2, 3].map(() => {
			setbacks.fail(error);
			return setbacks.isSpent;
		});
		expect([isSpent, setbacks.last, context.retryCount]).toEqual([[false, false, true], error, 3]);
	});

	it('take no refusal for a failure before there are too many', () => {
		const { context, setbacks, error } = someSetbacks();
		for (let index = 0; index < 2; index++) setbacks.refuse(error);
		expect([setbacks.hasFailed, context.retryCount]).toEqual([false, 0]);
		setbacks.refuse(error);
		expect([setbacks.hasFailed, context.retryCount]).toEqual([true, 1]);
	});

	it('end with giving up, however few they are, until all is tried again', () => {
		const { context, setbacks } = someSetbacks();
		setbacks.giveUp();
		expect([setbacks.isSpent, setbacks.hasFailed, context.retryCount]).toEqual([true, false, 0]);
		setbacks.renew();
		expect(setbacks.isSpent).toBe(false);
	});

	it('have the longest pause after giving up, even if pauses never grow', () => {
		const grown = someSetbacks();
		grown.setbacks.giveUp();
		expect(grown.setbacks.pauseMs).toBe(grown.retry.maxDelay);
		const even = someSetbacks({ exponentialBase: 1, baseDelay: 700 });
		even.setbacks.giveUp();
		expect(even.setbacks.pauseMs).toBe(700);
	});
});
