import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from './codes.js';
import { MemberFetchError } from './MemberFetchError.js';
import { REASONS } from './reasons.js';

const PAGE = new URL('../../../../docs/DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md', import.meta.url);
const troubleshooting = readFileSync(PAGE, 'utf8');
const codes = Object.keys(ERROR_CODES) as ErrorCode[];
/** The text under each `### CODE` of the page. */
const sections = new Map(
	troubleshooting
		.split(/^###? /m)
		.map((section): [string, string] => [section.split('\n', 1)[0] ?? '', section])
		.filter(([title]) => /^[A-Z_]+$/.test(title)),
);
/** The link of each row of the table of codes, and whether it is told to be retryable. */
const table = [...troubleshooting.matchAll(/^\| \[`(\w+)`\]\((.+)\) \| (yes|no) \|/gm)].map((row) => row.slice(1));
/** The first column of each row of the table of reasons. */
const reasons = [...troubleshooting.matchAll(/^\| `([^`]+)` \| .+\. \| .+\. \|$/gm)].map(([, reason]) => reason);

describe('the page on troubleshooting', () => {
	it('has a row for each code, which leads to its section, and tells whether it is retryable, as the error does', () => {
		const told = codes.map((code) => [
			code,
			`#${code.toLowerCase()}`,
			new MemberFetchError(code, '').retryable ? 'yes' : 'no',
		]);
		expect(table).toEqual(told);
	});

	it('has a section for each code, in the order of the catalogue, and none for anything else', () => {
		expect([...sections.keys()]).toEqual(codes);
	});

	it('says what each reason means and what to do about it, in the order of the catalogue, and of no other', () => {
		expect(reasons).toEqual(Object.values(REASONS).map((reason) => reason.replaceAll(/\{\w+\}/g, '…')));
	});

	it.each(codes)('says of %s what happened, why, and what to do', (code) => {
		for (const part of ['**What happened.** ', '**Why.** ', '**What to do.** ', '**See it.**']) {
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
