import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './SlowFirst.js';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const LIMIT_MS = 900_000;

// Tests read the sources, so that a test run never depends on a stale build.
export default defineConfig({
	resolve: {
		alias: {
			'rollcall-emulator': source('./packages/emulator/src/index.ts'),
			'rollcall/standalone': source('./packages/rollcall/src/standalone.ts'),
			rollcall: source('./packages/rollcall/src/index.ts'),
		},
	},
	test: {
		include: [
			'packages/*/src/**/*.test.ts',
			'packages/*/test/**/*.test.ts',
			'packages/*/reference/*.test.ts',
			'bench/**/*.test.ts',
			'packaging/**/*.test.ts',
			'live/*.test.ts',
			'docs/**/*.test.ts',
			'examples/tests/*.test.ts',
			'examples/test-your-bot/*.test.ts',
		],
		sequence: { sequencer: SlowFirst },
		// Only against what never ends: no test is right or wrong by how long a busy machine takes for it.
		testTimeout: LIMIT_MS,
		hookTimeout: LIMIT_MS,
		expect: { poll: { timeout: LIMIT_MS / 5 } },
		// Tests over sockets mostly wait, so that two cores have room for two of them; the default would be one.
		maxWorkers: Math.max(2, availableParallelism() - 1),
	},
});
