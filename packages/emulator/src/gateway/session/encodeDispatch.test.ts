import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeDispatch } from './encodeDispatch.js';

it('gives the bytes that JSON.stringify and UTF-8 give, for any text, also one that breaks a surrogate pair', () => {
	fc.assert(
		fc.property(fc.nat(), fc.json(), fc.string({ unit: 'binary', maxLength: 50 }), (s, json, odd) => {
			const d = { json, odd };
			const text = JSON.stringify(d);
			expect(encodeDispatch('ANY', s, text)).toEqual(Buffer.from(`{"t":"ANY","s":${s},"op":0,"d":${text}}`));
		}),
	);
});

it('encodes texts of every length, and none changes those before it', () => {
	const lengths = [10, 100_000, 20, 2_000_000, 30];
	const all = lengths.map((length) => encodeDispatch('ANY', 1, JSON.stringify('가'.repeat(length))));
	const texts = all.map((bytes) => JSON.parse(bytes.toString()).d.length);
	expect(texts).toEqual(lengths);
});
