import fc from 'fast-check';
import type { ConfigPatch } from '../../config/schema.js';
import { FAITHFUL, type RequestPlan, type RestPlan } from './RequestPlan.js';
import { HAPPENINGS, type HappeningKind } from './SimulatedGuild.js';

/** A misfortune of the gateway. */
export type Blow =
	| { readonly kind: 'cut'; readonly afterMs: number; readonly resumes: boolean; readonly createMs: number }
	| { readonly kind: 'silence'; readonly afterMs: number; readonly resumes: boolean; readonly createMs: number }
	| { readonly kind: 'interruption'; readonly afterMs: number }
	| { readonly kind: 'outage'; readonly afterMs: number }
	| { readonly kind: 'skip' }
	| { readonly kind: 'lag'; readonly afterMs: number }
	| { readonly kind: 'foreign'; readonly nonce: string | undefined }
	/** Nothing may be kept of somebody: of one of those who changed last, or of anybody. */
	| { readonly kind: 'forget'; readonly who: number };

export interface Caller {
	readonly at: number;
	readonly forceRefresh: boolean;
	readonly timeout: number | undefined;
	/** Ms after the call at which its caller aborts. */
	readonly abortMs: number | undefined;
	readonly require: boolean;
}

/** Somebody asks for one member: for one of those who changed last, or for anybody. */
export interface LookupCaller {
	readonly at: number;
	readonly who: number;
}

/** The action of a listener, which may call every method. */
export const REACTIONS = ['nothing', 'forget', 'clear', 'fetch', 'refresh', 'lookUp', 'cancel'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** One run: a world, what happens in it, what goes wrong, who asks. */
export interface Scenario {
	readonly seed: number;
	readonly size: number;
	readonly happenings: readonly { readonly at: number; readonly kind: HappeningKind }[];
	readonly blows: readonly { readonly at: number; readonly blow: Blow }[];
	readonly requests: readonly RequestPlan[];
	readonly barriers: readonly boolean[];
	readonly rest: readonly RestPlan[];
	readonly callers: readonly Caller[];
	readonly lookups: readonly LookupCaller[];
	/** The actions of the listener: at its first call, at the second one, and so on. */
	readonly reactions: readonly Reaction[];
	/** Members that the client believes there are, if it is wrong. */
	readonly claimed?: number | undefined;
	/** Settings that differ from the default. */
	readonly config?: ConfigPatch;
}

const few = { maxLength: 3 };
/** Most of a run's interest lies in its first seconds, some in the next minute. */
const moment = fc.oneof(
	{ weight: 4, arbitrary: fc.nat(1_500) },
	{ weight: 2, arbitrary: fc.nat(12_000) },
	{ weight: 1, arbitrary: fc.nat(90_000) },
);
const rarely = <T>(value: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const mostly = <T>(usual: T, other: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const size = fc.oneof(
	{ weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 998, max: 1_003 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 2_000, max: 6_000 }) },
	{ weight: 1, arbitrary: fc.constant(0) },
);
const happening = fc.record({ at: moment, kind: fc.constantFrom(...HAPPENINGS) });

export const requestPlan: fc.Arbitrary<RequestPlan> = fc.record({
	answer: fc.oneof(
		{ weight: 6, arbitrary: fc.constant('chunks' as const) },
		{ weight: 1, arbitrary: fc.constantFrom('silence' as const, 'refusal' as const) },
	),
	named: fc.boolean(),
	refusedMs: fc.integer({ min: 500, max: 29_000 }),
	sizes: fc
		.oneof(fc.constant([1_000]), fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 3 }))
		.map(
			// Tiny chunks of a large guild would be thousands of dispatches and show nothing new.
			(sizes) => (sizes.some((members) => members < 5) ? [5, ...sizes.map((members) => members + 3)] : sizes),
		),
	data: fc.constantFrom('made', 'asked', 'replica', 'mixed'),
	lag: fc.double({ min: 0, max: 1, noNaN: true }),
	sorted: fc.boolean(),
	sortedWithin: fc.boolean(),
	lose: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(fc.nat(9), few)),
	repeat: fc.array(fc.nat(9), few),
	shuffle: fc.boolean(),
	// Some are later than anybody waits for a chunk.
	firstMs: mostly(60, fc.oneof(fc.nat(3_000), fc.nat(20_000))),
	paceMs: mostly(50, fc.oneof(fc.nat(1_000), fc.nat(9_000))),
	holdMs: mostly(0, fc.nat(1_000)),
	pauses: mostly([], fc.array(fc.nat(2_000), few)),
	late: mostly([], fc.array(fc.nat(9), few)),
	lateMs: fc.nat(4_000),
	diesWithSocket: mostly(false, fc.boolean()),
});

const restPlan: fc.Arbitrary<RestPlan> = fc.record({
	answer: fc.oneof(
		{ weight: 4, arbitrary: fc.constant('ok' as const) },
		{ weight: 2, arbitrary: fc.constantFrom('limited', 'unavailable', 'short', 'unsorted', 'repeat', 'hang', 'empty') },
	) as fc.Arbitrary<RestPlan['answer']>,
	latencyMs: fc.integer({ min: 5, max: 1_500 }),
	retryMs: mostly(2_000, fc.oneof(fc.nat(20_000), fc.nat(3_600_000))),
	lagMs: mostly(0, fc.nat(9_000)),
});

const away = { afterMs: fc.nat(30_000), resumes: fc.boolean(), createMs: fc.nat(2_000) };
export const blow: fc.Arbitrary<Blow> = fc.oneof(
	fc.record({ kind: fc.constant('cut' as const), ...away }),
	fc.record({ kind: fc.constant('silence' as const), ...away, afterMs: fc.nat(90_000) }),
	fc.record({ kind: fc.constant('interruption' as const), afterMs: fc.nat(30_000) }),
	fc.record({ kind: fc.constant('outage' as const), afterMs: fc.nat(10_000) }),
	fc.record({ kind: fc.constant('skip' as const) }),
	fc.record({ kind: fc.constant('lag' as const), afterMs: fc.nat(4_000) }),
	fc.record({ kind: fc.constant('foreign' as const), nonce: fc.constantFrom(undefined, 'foreign') }),
	fc.record({ kind: fc.constant('forget' as const), who: fc.nat(20) }),
);

const caller: fc.Arbitrary<Caller> = fc.record({
	at: moment,
	forceRefresh: fc.boolean(),
	timeout: rarely(fc.integer({ min: 1, max: 40_000 })),
	abortMs: rarely(fc.nat(8_000)),
	require: mostly(false, fc.boolean()),
});

export const scenario: fc.Arbitrary<Scenario> = fc.record({
	seed: fc.nat(),
	size,
	happenings: fc.array(happening, { maxLength: 30 }),
	blows: fc.array(fc.record({ at: moment, blow }), { maxLength: 5 }),
	requests: fc.array(requestPlan, { maxLength: 4 }),
	barriers: fc.array(fc.boolean(), { maxLength: 4 }),
	rest: fc.array(restPlan, { maxLength: 12 }),
	callers: fc.array(caller, { minLength: 1, maxLength: 5 }),
	lookups: fc.array(fc.record({ at: moment, who: fc.nat(20) }), { maxLength: 4 }),
	reactions: fc.oneof(
		{ weight: 2, arbitrary: fc.constant([]) },
		{ weight: 1, arbitrary: fc.array(fc.constantFrom(...REACTIONS), { maxLength: 8 }) },
	),
	claimed: rarely(fc.oneof(fc.nat(45), fc.integer({ min: 990, max: 1_003 }))),
});

/** A large guild whose chunks come in order, one of them lost: what is repaired page by page. */
export const holedScenario: fc.Arbitrary<Scenario> = fc
	.record({
		base: scenario,
		size: fc.integer({ min: 2_000, max: 5_000 }),
		lose: fc.array(fc.nat(5), { minLength: 1, maxLength: 2 }),
		late: mostly([], fc.array(fc.nat(5), few)),
		lateMs: fc.nat(4_000),
		sizes: mostly<readonly number[]>([1_000], fc.constantFrom([1_000, 1_000, 1_000, 600], [500, 1_000], [999])),
		data: fc.constantFrom('made' as const, 'asked' as const, 'replica' as const),
	})
	.map(({ base, size, ...holes }) => {
		const [plan, ...others] = base.requests;
		const { lag, holdMs, pauses } = plan ?? FAITHFUL;
		const holed = { ...FAITHFUL, lag, holdMs, pauses, ...holes };
		const claimed = base.claimed === undefined ? undefined : size - base.claimed;
		return { ...base, size, claimed, requests: [holed, ...others], blows: base.blows.slice(0, 1) };
	});
