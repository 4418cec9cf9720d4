import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeOperations, requestOf, supportOf } from '../../tests/spec/describeOperations.js';
import { startRest } from '../../tests/startRest.js';
import { type OperationId, operations } from './index.js';

interface Specification {
	readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

const specification = JSON.parse(
	readFileSync(new URL('../../../spec/responses.json', import.meta.url), 'utf8'),
) as Specification;
const ids = Object.keys(operations) as OperationId[];

describe('The operations of Discord', () => {
	it('are all known', () => {
		const documented = Object.entries(specification.paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, { operationId }]) => [operationId, `${method.toUpperCase()} ${path}`]),
		);
		expect(operations).toEqual(Object.fromEntries(documented));
	});

	it('that the emulator has are listed on a page', async () => {
		await expect(describeOperations()).toMatchFileSnapshot('../../../docs/operations.md');
	});

	it('that it does not have answer 501 with their name, whoever asks', async () => {
		const { call } = await startRest();
		for (const id of ids.filter((one) => supportOf(one) === 'no')) {
			const { method, path } = requestOf(id);
			const { status, body } = await call(method, path, method === 'GET' ? undefined : {});
			expect([id, status, body]).toEqual([
				...[id, 501],
				{ message: `501: Not Implemented (emulator: it does not have the operation ${id})`, code: 0 },
			]);
		}
	});

	it('are named in the status line, too, because some clients show nothing else', async () => {
		const { root } = await startRest();
		const response = await fetch(`${root}/api/v10/stickers/100000000000000001`);
		expect(response.statusText).toBe('Not Implemented: get_sticker');
	});
});
