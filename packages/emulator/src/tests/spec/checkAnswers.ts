import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { ANSWERED, type Answered } from '../../rest/answers/answered.js';
import type { problemsOf } from './ResponseSpec.js';

// Runs with every test of the emulator: each answer is checked with Discord's specification.

let check: typeof problemsOf | undefined;
const problems: string[] = [];

function listen(message: unknown): void {
	const { method, url, status, body } = message as Answered;
	const path = url.replace(/\?.*$/s, '').replace(/^\/api(?:\/v\d+)?/, '');
	if (check) problems.push(...check({ method, path, status, body }));
}

beforeAll(async () => {
	if (!expect.getState().testPath?.includes('/packages/emulator/')) return;
	({ problemsOf: check } = await import('./ResponseSpec.js'));
	subscribe(ANSWERED, listen);
});

afterEach(() => {
	expect(problems.splice(0), 'answers that are not as in the specification of Discord').toEqual([]);
});

afterAll(() => {
	unsubscribe(ANSWERED, listen);
});
