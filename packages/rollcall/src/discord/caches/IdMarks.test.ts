import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';
import { IdMarks } from './IdMarks.js';

const snowflake = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);

function wordsOf(id: string): IdWords {
	const words: IdWords = { low: 0, high: 0 };
	parseSnowflake(id, words);
	return words;
}

describe('IdMarks', () => {
	it('never takes a marked id for one that is not', () => {
		fc.assert(
			fc.property(fc.array(snowflake), fc.array(snowflake), (asText, asWord) => {
				const marks = new IdMarks();
				for (const id of asText) marks.addId(id);
				for (const id of asWord) marks.add(wordsOf(id));
				expect([...asText, ...asWord].every((id) => marks.mayHave(wordsOf(id)))).toBe(true);
			}),
		);
	});

	it('tells most ids that are not marked, though ids of one moment are alike', () => {
		const marks = new IdMarks();
		const idOf = (number: number) => String(1_000_000_000_000_000_000n + (BigInt(number) << 22n));
		for (let number = 0; number < 10_000; number++) marks.addId(idOf(number));
		const others = Array.from({ length: 10_000 }, (_, number) => idOf(20_000 + number));
		expect(others.filter((id) => marks.mayHave(wordsOf(id))).length).toBeLessThan(3_000);
	});
});
