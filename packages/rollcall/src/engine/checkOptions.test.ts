import { describe, expect, it } from 'vitest';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import { checkConcurrency, checkOptions } from './checkOptions.js';

describe('checkOptions', () => {
	it.each<FetchOptions>([
		{},
		{ timeout: 0.5 },
		{ timeout: 2 ** 31 - 1, signal: new AbortController().signal, progressCallback: () => {}, require: 'complete' },
		{ presences: true },
	])('takes %o', (options) => {
		expect(() => checkOptions(options)).not.toThrow();
	});

	it.each<[string, unknown]>([
		['timeout', 0],
		['timeout', -1],
		['timeout', Number.NaN],
		['timeout', Number.POSITIVE_INFINITY],
		['timeout', 2 ** 31],
		['timeout', '500'],
		['timeout', null],
		['signal', null],
		['signal', {}],
		['signal', new AbortController()],
		['signal', { addEventListener: () => {}, removeEventListener: () => {} }],
		['progressCallback', 'log'],
		['progressCallback', null],
		['presences', 'yes'],
		['presences', null],
		['require', 'full'],
		['require', true],
	])('refuses %s: %o, naming both', (name, value) => {
		const check = () => checkOptions({ [name]: value } as FetchOptions);
		expect(check).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', retryable: false }));
		expect(check).toThrow(`options.${name}: expected `);
		expect(check).toThrow(`got ${String(value)}.`);
	});
});

describe('checkOptions of values that are not options', () => {
	it.each([null, 'x', 5])('refuses %o', (options) => {
		expect(() => checkOptions(options as never)).toThrow(`options: expected an object, got ${options}.`);
	});

	it('refuses one that it does not know, such as a guarantee that is misspelt', () => {
		expect(() => checkOptions({ requires: 'complete' } as never)).toThrow(
			'options: expected only forceRefresh, timeout, signal, progressCallback, presences, require, got requires.',
		);
	});
});

describe('checkConcurrency', () => {
	it('takes whole numbers from 1 on', () => {
		expect(() => [1, 2, 100].map(checkConcurrency)).not.toThrow();
	});

	it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %o', (value) => {
		expect(() => checkConcurrency(value)).toThrow(`options.concurrency: expected a whole number >= 1, got ${value}.`);
	});
});
