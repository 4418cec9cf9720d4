import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costGrowth } from '../../../csv/src/tests/costGrowth.js';
import { asWritten, asWrittenInCode } from './asWritten.js';
import { cut } from './cleaned.js';
import { localiser, Markup, texts } from './index.js';
import { hostileWords, LIVE_PIECES } from './tests/hostileWords.js';
import { asShown, isOrderly, liveIn, visible } from './tests/readMarkup.js';

const catalogue = texts({
	line: { en: '{name}, set by {other}', ko: '{name}, {other}' },
	code: { en: '`{name}` and {other}', ko: '`{name}` {other}' },
});
const t = localiser('en-US');

describe('words from outside', () => {
	it('are never live in a message, look as they were written, and reorder nothing around them', () => {
		fc.assert(
			fc.property(hostileWords, hostileWords, (name, other) => {
				const line = t(catalogue.line, { name, other });
				expect(liveIn(line)).toEqual([]);
				expect(isOrderly(line)).toBe(true);
				expect(line).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
				expect(!/\p{Cs}/u.test(line)).toBe(true);
				// Spaces at the ends of a name are removed.
				expect(letters(visible(line))).toBe(letters(asShown(`${name}, set by ${other}`)));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('are tested with a reader that finds each of these live if it is not escaped', () => {
		const live = LIVE_PIECES.filter((piece) => !/@(everyone|here)|#0001|¯/.test(piece));
		expect(live.filter((piece) => liveIn(piece).length === 0)).toEqual([]);
		expect(['\u202ea', 'a\u2067b', 'שלום', 'a\u2069'].filter(isOrderly)).toEqual([]);
	});

	it('do not end the code that they are in', () => {
		fc.assert(
			fc.property(hostileWords, hostileWords, (name, other) => {
				const [before, code, after = '', ...more] = t(catalogue.code, { name, other }).split('`');
				expect([before, more]).toEqual(['', after.includes('\\') ? more : []]);
				expect(letters(asShown(code ?? ''))).toBe(letters(asShown(name.replaceAll('`', 'ˋ'))));
				expect(isOrderly(code ?? '')).toBe(true);
				expect(liveIn([after, ...more].join('`'))).toEqual([]);
			}),
		);
	});

	it.each([
		['Ann-Marie 2.0 (she/her), 9 Asia/Seoul & co.', 'Ann-Marie 2.0 (she/her), 9 Asia/Seoul & co.'],
		['a  b\n\tc', 'a b c'],
		['<@1>', '\\<\\@1\\>'],
		['https://a.b', 'https\\:\\/\\/a.b'],
		['discord.gg/x and www.a.b', 'discord\\.gg/x and www\\.a.b'],
		['1. one', '1\\. one'],
		['- one', '\\- one'],
		['שלום', '\u2068שלום\u2069'],
		['abc\u202egpj.exe', '\u2068abcgpj.exe\u2069'],
		['x\u0301'.repeat(3), 'x\u0301'.repeat(3)],
		[`x${'\u0301'.repeat(500)}y`, `x${'\u0301'.repeat(8)}y`],
		['\ud800x', '\ufffdx'],
		[`${'a'.repeat(4_000)}bc`, `${'a'.repeat(4_000)}…`],
	])('%j is written %j', (words, written) => {
		expect(asWritten(words)).toBe(written);
	});

	it('take linear time', () => {
		for (const piece of ['\u0301', '\u202e', '[', '_', '<a:', '<a:_', ' ', '1', '\ud800', 'https://_', 'a.', '[a']) {
			const cost = costGrowth((length) => asWritten(piece.repeat(length / piece.length)), 2_000);
			expect(cost, JSON.stringify(piece)).toBeLessThan(30); // 8 is linear, 64 the square
		}
	});
});

const letters = (words: string) => words.replaceAll(' ', '');

it('Markup of the bot stays live, and so does any Sayable', () => {
	const made = [
		Markup.user('1'),
		Markup.role('2', '3'),
		Markup.role('3', '3'),
		Markup.channel('4'),
		Markup.moment(5_999),
	];
	expect(made.map(String)).toEqual(['<@1>', '<@&2>', '@everyone', '<#4>', '<t:5:f>']);
	expect(t(catalogue.line, { name: Markup.user('1'), other: { say: ({ language }) => `*${language}*` } })).toBe(
		'<@1>, set by *en*',
	);
	expect(t(catalogue.line, { name: { en: '<@1>', ko: '' }, other: 5_000 })).toBe('\\<\\@1\\>, set by 5,000');
});

it('Markup that is too long is never cut within a character, escape or isolate', () => {
	fc.assert(
		fc.property(hostileWords, fc.integer({ min: 2, max: 200 }), (name, most) => {
			const markup = cut(asWritten(name), most);
			expect(markup.length).toBeLessThanOrEqual(most);
			expect(liveIn(markup)).toEqual([]);
			expect([!/\p{Cs}/u.test(markup), isOrderly(markup)]).toEqual([true, true]);
		}),
		{ examples: [['\n# heading\n\\שלוםle/x_y_z<', 27]] },
	);
});

it('Words in code stay as they are, except for the end of the code', () => {
	expect(asWrittenInCode('a`b*c\n<@1>')).toBe('aˋb*c <@1>');
});
