import { describe, expect, it } from 'vitest';
import { Pace } from './Pace.js';

/** The pace of an answer whose chunks came after these pauses. */
function paceOf(pauses: readonly number[]): Pace {
	const pace = new Pace();
	let now = 1_000;
	pace.note(now);
	for (const ms of pauses) {
		now += ms;
		pace.note(now);
	}
	return pace;
}

const steady = (count: number, ms = 50) => paceOf(Array<number>(count).fill(ms));

describe('the pace of an answer', () => {
	it('says that a last chunk is lost after half a second, if a dozen pauses were short', () => {
		expect(steady(12).silenceMs('last')).toBe(500);
		expect(steady(11).silenceMs('last')).toBe(2_500);
		expect(steady(12, 300).silenceMs('last')).toBe(1_500);
	});

	it('is patient beyond any pause if the answer has stopped in the middle, or has no order', () => {
		expect(steady(40).silenceMs('more')).toBe(2_500);
		expect(steady(40, 2_000).silenceMs('more')).toBe(10_000);
	});

	it('gives an overtaken chunk a few chunk times', () => {
		expect(steady(5).silenceMs('overtaken')).toBe(200);
		expect(steady(5, 400).silenceMs('overtaken')).toBe(1_600);
	});

	it('counts the longest pause, however rare', () => {
		expect(paceOf([...Array<number>(30).fill(50), 1_000]).silenceMs('last')).toBe(5_000);
	});

	it('hopes for a last chunk for up to two seconds, and for less after a short answer', () => {
		// 600, 1,300, 5,100 and 6,000 ms after it was asked for
		for (const [pauses, hoped] of [
			[12, 768],
			[26, 964],
			[102, 2_028],
			[120, 2_100],
		] as const)
			expect(steady(pauses).hopeUntil(1_000) - (1_000 + pauses * 50)).toBe(hoped);
		expect(paceOf([]).hopeUntil(1_000)).toBe(1_600);
		const pace = steady(40);
		pace.disturb();
		expect(pace.hopeUntil(1_000)).toBe(Number.NEGATIVE_INFINITY);
	});

	it('says little after one chunk, or after a cut', () => {
		expect(paceOf([]).silenceMs('overtaken')).toBe(2_500);
		const pace = steady(40);
		pace.disturb();
		for (const lacking of ['overtaken', 'last', 'more'] as const) expect(pace.silenceMs(lacking)).toBe(2_500);
	});
});
