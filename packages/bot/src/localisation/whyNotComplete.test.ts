import { ERROR_CODES, type ErrorCode } from 'rollcall';
import { expect, it } from 'vitest';
import { localiser } from './localiser.js';
import { texts } from './texts.js';
import { whyNotComplete } from './whyNotComplete.js';

const { sentence } = texts({ sentence: { en: 'Not all: {reason}', ko: '불완전: {reason}' } });

it.each(Object.keys(ERROR_CODES) as ErrorCode[])(
	'says %s in Korean to Koreans, and with its figures in English',
	(code) => {
		const error = { code, message: `The list of {guild} is short by 7 (${code}).` };
		const reason = whyNotComplete({ metadata: {}, error });
		expect(localiser('en-US')(sentence, { reason })).toBe(`Not all: ${error.message}`);
		expect(localiser('ko')(sentence, { reason })).toMatch(/^불완전: .*[가-힣]+.*[.]$/);
	},
);

it('prefers the reason of a list to its error, and is empty if there is neither', () => {
	const error = { code: 'DEADLINE', message: 'Too late.' } as const;
	expect(whyNotComplete({ metadata: { reason: 'a cut' }, error }).en).toBe('a cut');
	expect(whyNotComplete({ metadata: { reason: 'stale' } }).ko).toMatch(/[가-힣]/);
	expect(whyNotComplete({ metadata: {} })).toEqual({ en: '', ko: '' });
});
