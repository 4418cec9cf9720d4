import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from './codes.js';
import { MemberFetchError } from './MemberFetchError.js';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
const codes = Object.keys(ERROR_CODES) as ErrorCode[];
/** The text under each `## CODE` of the page. */
const sections = new Map(
	page
		.split(/^## /m)
		.slice(1)
		.map((section): [string, string] => [section.split('\n', 1)[0] ?? '', section]),
);
/** The second column of each row of the page's table. */
const table = new Map(
	[...page.matchAll(/^\| `(\w+)` \| (yes|no) \|/gm)].map(([, code, retryable]) => [code, retryable]),
);

describe('docs/errors.md', () => {
	it('has a section for each code, in the order of the catalogue, and none for anything else', () => {
		expect([...sections.keys()]).toEqual(codes);
	});

	it('has a row for each code that tells whether it is retryable, as the error does', () => {
		const told = codes.map((code) => [code, new MemberFetchError(code, '').retryable ? 'yes' : 'no']);
		expect([...table]).toEqual(told);
	});

	it.each(codes)('says of %s what happened, why, and what to do', (code) => {
		for (const part of ['**What happened.** ', '**Why.** ', '**What to do.** ']) {
			expect(sections.get(code)).toContain(part);
		}
	});
});

describe('MemberFetchError', () => {
	it('carries its code in its name, so that logs group by it', () => {
		expect(String(new MemberFetchError('DEADLINE', 'Too late.'))).toBe('MemberFetchError[DEADLINE]: Too late.');
	});

	it('is told from other errors, and by its code', () => {
		const error = new MemberFetchError('DEADLINE', 'Too late.');
		expect([MemberFetchError.is(error), MemberFetchError.is(error, 'DEADLINE')]).toEqual([true, true]);
		expect([MemberFetchError.is(error, 'CLOSED'), MemberFetchError.is(new Error('DEADLINE'))]).toEqual([false, false]);
	});

	it('becomes plain facts, without the cause and without what is not known', () => {
		const error = new MemberFetchError('RATE_LIMITED', 'Wait.', { retryAfterMs: 500, cause: new Error('secret') });
		expect(JSON.parse(JSON.stringify(error))).toEqual({
			code: 'RATE_LIMITED',
			message: 'Wait.',
			retryable: true,
			retryAfterMs: 500,
		});
		expect(error.cause).toBeInstanceOf(Error);
	});
});
