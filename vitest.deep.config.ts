import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

const { projects, ...shared } = base.test ?? {};

/** What `npm run test:deep` runs: the tests that take long, and five times as many runs of the property tests. */
export default defineConfig({
	...base,
	test: {
		...shared,
		include: ['**/*.deep.test.ts', '**/*.property.test.ts'],
		exclude: ['**/node_modules/**', '**/dist/**'],
		isolate: false,
		restoreMocks: true,
		// These keep the cores busy.
		maxWorkers: availableParallelism() + 1,
		provide: { depth: Number(process.env.ROLLCALL_DEPTH ?? 5) },
	},
});
