import { expect, it } from 'vitest';
import { blockOf } from './toTransportError.js';

const html = { 'Content-Type': 'text/html; charset=UTF-8' };
const plain = { 'Content-Type': 'text/plain' };
const json = { 'Content-Type': 'Application/JSON' };

it.each([
	['a page instead of a refusal', 403, html],
	['a page that names no wait', 429, html],
	['a text that names an hour', 429, { ...plain, 'Retry-After': '3600' }],
	['a text that names no number', 429, { ...plain, 'Retry-After': 'Wed, 25 Nov 2026 10:00:00 GMT' }],
])('takes %s for a block', (_what, status, headers) => {
	expect(blockOf({ status, headers: new Headers(headers) })?.failure).toBe('blocked');
});

it.each([
	['JSON', 403, json],
	['JSON of a problem', 429, { 'Content-Type': 'application/problem+json' }],
	['an answer that does not say what it is', 429, { 'Retry-After': '3600' }],
	['an answer of a bucket', 429, { ...plain, 'X-RateLimit-Limit': '10', 'Retry-After': '600' }],
	['a short wait', 429, { ...plain, 'Retry-After': '1' }],
	['another refusal', 404, html],
	['a failure', 503, html],
])('takes %s for what it was taken for before', (_what, status, headers) => {
	expect(blockOf({ status, headers: new Headers(headers) })).toBeUndefined();
});
