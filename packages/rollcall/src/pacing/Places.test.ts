import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { Places } from './Places.js';

const { signal } = new AbortController();
const settled = () => new Promise(setImmediate);

describe('Places', () => {
	it('lets nobody overtake a caller that waits, not even in the turn in which a place is freed', async () => {
		const places = new Places(1);
		const order: string[] = [];
		const take = (name: string) => places.take(signal).then(() => order.push(name));
		await take('first');
		const second = take('second');
		places.free();
		const third = take('third');
		await second;
		places.free();
		await third;
		expect(order).toEqual(['first', 'second', 'third']);
	});

	it('lets a caller that waited go on before one that comes later and finds a place free', async () => {
		const places = new Places(2);
		const order: string[] = [];
		const take = (name: string) => places.take(signal).then(() => order.push(name));
		await Promise.all([take('first'), take('second')]);
		const waited = take('waited');
		places.free();
		places.free();
		await Promise.all([waited, take('later')]);
		expect(order).toEqual(['first', 'second', 'waited', 'later']);
	});

	it('serves callers that wait as soon as there are more places, and nobody until enough are freed after there are fewer', async () => {
		const places = new Places(1);
		const order: number[] = [];
		const takes = [1, 2, 3, 4, 5].map((name) => places.take(signal).then(() => order.push(name)));
		await settled();
		places.resize(4);
		await settled();
		expect(order).toEqual([1, 2, 3, 4]);
		places.resize(2);
		places.free();
		places.free();
		await settled();
		expect([order.length, places.takenCount, places.waitingCount]).toEqual([4, 2, 1]);
		places.free();
		await Promise.all(takes);
		expect([order, places.takenCount]).toEqual([[1, 2, 3, 4, 5], 2]);
	});

	it('takes nothing if the signal has fired, though a place is free', async () => {
		const places = new Places(1);
		await expect(places.take(AbortSignal.abort('before'))).rejects.toBe('before');
		expect(places.takenCount).toBe(0);
	});

	it('keeps order, loses no place and leaves no listener, in any mix of takes, frees, aborts and resizes', async () => {
		const step = fc.oneof(
			{ weight: 4, arbitrary: fc.constant({ do: 'take' as const }) },
			{ weight: 3, arbitrary: fc.constant({ do: 'free' as const }) },
			{ weight: 2, arbitrary: fc.record({ do: fc.constant('abort' as const), at: fc.nat() }) },
			{
				weight: 1,
				arbitrary: fc.record({ do: fc.constant('resize' as const), count: fc.integer({ min: 1, max: 4 }) }),
			},
			{ weight: 2, arbitrary: fc.constant({ do: 'settle' as const }) },
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
				const places = new Places(2);
				let count = 2;
				// The model: who holds a place and who waits, by number, in the order of their calls.
				let holding: number[] = [];
				const waiting: number[] = [];
				const controllers: AbortController[] = [];
				const outcomes: string[] = [];
				const serve = () => {
					while (holding.length < count && waiting.length > 0) holding.push(waiting.shift() as number);
				};
				const expected: string[] = [];
				for (const each of steps) {
					if (each.do === 'take') {
						const number = controllers.push(new AbortController()) - 1;
						const own = (controllers[number] as AbortController).signal;
						places.take(own).then(
							() => outcomes.push(`${number} took`),
							() => outcomes.push(`${number} left`),
						);
						waiting.push(number);
					} else if (each.do === 'free' && holding.length > 0) {
						expected.push(`${holding[0]} took`);
						holding = holding.slice(1);
						places.free();
					} else if (each.do === 'abort' && controllers.length > 0) {
						const number = each.at % controllers.length;
						controllers[number]?.abort();
						if (waiting.includes(number)) {
							waiting.splice(waiting.indexOf(number), 1);
							expected.push(`${number} left`);
						}
					} else if (each.do === 'resize') {
						count = each.count;
						places.resize(count);
					} else await settled();
					serve();
					expect([places.takenCount, places.waitingCount]).toEqual([holding.length, waiting.length]);
				}
				await settled();
				expect(outcomes.toSorted()).toEqual([...expected, ...holding.map((number) => `${number} took`)].toSorted());
				const took = outcomes
					.filter((outcome) => outcome.endsWith('took'))
					.map((outcome) => Number.parseInt(outcome, 10));
				expect(took).toEqual(took.toSorted((a, b) => a - b));
				const listening = controllers.filter((_, number) => !waiting.includes(number));
				expect(listening.map(({ signal: own }) => countListeners(own)).filter((listeners) => listeners > 0)).toEqual(
					[],
				);
			}),
			{ numRuns: 300 },
		);
	});
});
