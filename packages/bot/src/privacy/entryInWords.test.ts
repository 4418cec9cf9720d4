import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localiser } from '../localisation/index.js';
import { durationInWords, entryInWords } from './index.js';

const [english, korean] = [localiser('en-US'), localiser('ko')];

it.each([
	[0, '0 s', '0초'],
	[499, '0 s', '0초'],
	[59_499, '59 s', '59초'],
	[59_500, '1 min 0 s', '1분 0초'],
	[3_599_999, '1 h 0 min', '1시간 0분'],
	[5_400_000, '1 h 30 min', '1시간 30분'],
	[4_500_000_000, '1,250 h 0 min', '1,250시간 0분'],
])('%d ms are %s and %s', (ms, en, ko) => {
	expect([durationInWords(ms, english), durationInWords(ms, korean)]).toEqual([en, ko]);
});

it('an entry has names and values in words, and unknown fields unchanged', () => {
	const day = { kind: 'day', day: '2026-01-31', activeMs: 5_400_000, idleMs: 0, messages: 1_200 };
	expect(entryInWords(day, english)).toBe('kind day, day 2026-01-31, active 1 h 30 min, idle 0 s, messages 1,200');
	expect(entryInWords(day, korean)).toBe('종류 일별 합계, 날짜 2026-01-31, 활동 1시간 30분, 유휴 0초, 메시지 1,200');
	const voice = { kind: 'voice', from: '2026-01-31T12:30:05.123Z', until: null, counts: true, newMs: 60_000, of: 'x' };
	expect(entryInWords(voice, english)).toBe(
		'kind voice, from 2026-01-31 12:30:05 UTC, until –, counts yes, new 1 min 0 s, of x',
	);
});

it('no entry shows milliseconds, whatever the duration', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 1e13 }), fc.constantFrom(english, korean), (ms, t) => {
			const [hours = 0, minutes = 0, seconds = 0] = ['h|시간', 'min|분', 's|초'].map((unit) =>
				Number(
					new RegExp(`([\\d,]+) ?(?:${unit})(?![a-z])`).exec(durationInWords(ms, t))?.[1]?.replaceAll(',', '') ?? 0,
				),
			);
			expect(Math.abs(((hours * 60 + minutes) * 60 + seconds) * 1000 - ms)).toBeLessThanOrEqual(
				hours > 0 ? 60_000 : 500,
			);
			expect(entryInWords({ activeMs: ms }, t)).not.toMatch(/Ms|\d{5}/);
		}),
	);
});
