import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp } from './timestamp.js';

const instant = fc.date({
	min: new Date('1970-01-01T00:00:00.001Z'),
	max: new Date('2112-09-17T00:00:00Z'),
	noInvalidDate: true,
});

it('writes a timestamp back as it was read, in every format that Discord or a JavaScript Date writes', () => {
	fc.assert(
		fc.property(instant, fc.nat(999), (date, micros) => {
			const iso = date.toISOString();
			const texts = [
				`${iso.slice(0, 23)}${String(micros).padStart(3, '0')}+00:00`,
				`${iso.slice(0, 19)}+00:00`,
				iso,
				`${iso.slice(0, 23)}+00:00`,
			];
			for (const text of texts) {
				const code = parseTimestamp(text);
				if (text.startsWith('1970-01-01T00:00:00+')) expect(code).toBeUndefined();
				else expect(code === undefined ? code : formatTimestamp(code)).toBe(text);
			}
		}),
		{ numRuns: 5_000 },
	);
});

it('reads every day of a hundred and forty years as the calendar has it', () => {
	for (let day = 0; day < 51_000; day++) {
		const text = `${new Date(day * 86_400_000).toISOString().slice(0, 10)}T00:00:01+00:00`;
		expect(formatTimestamp(parseTimestamp(text) ?? 0)).toBe(text);
	}
});

it('takes no text that no calendar or clock shows', () => {
	const wrong = ['2023-02-29', '2023-04-31', '2023-13-01', '2023-00-10', '2023-01-00', '1969-12-31', '2a23-01-01'];
	for (const date of wrong) expect(parseTimestamp(`${date}T00:00:01+00:00`)).toBeUndefined();
	for (const time of ['24:00:00', '12:60:00', '12:00:60', '1 :00:00', '12-00:00'])
		expect(parseTimestamp(`2023-01-01T${time}+00:00`)).toBeUndefined();
	expect(parseTimestamp('2023-01-01T00:00:00+01:00')).toBeUndefined();
	expect(parseTimestamp('')).toBeUndefined();
});
