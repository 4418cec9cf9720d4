import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

declare module 'vitest' {
	interface ProvidedContext {
		/** How many times as long property tests search in this run: a test multiplies its number of runs by it. */
		depth: number;
	}
}

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const LIMIT_MS = 900_000;

/** A folder with another discord.js, for a run of the same tests over it. */
const otherLibrary = process.env.ROLLCALL_DISCORD_JS;

/** Each example makes its service when it is imported, and a test closes it: the next file needs its modules again. */
const EXAMPLES = 'examples/tests/**/*.test.ts';
/** What `npm run test:deep` runs, and what nobody has written. */
const LATER = ['**/*.deep.test.ts', '**/node_modules/**', '**/dist/**'];

// What `npm test` runs: every test but those whose file says that it takes long.
// Tests read the sources, so that a test run never depends on a stale build.
export default defineConfig({
	resolve: {
		alias: {
			'rollcall-emulator': source('./packages/emulator/src/index.ts'),
			'rollcall/metrics': source('./packages/rollcall/src/metrics.ts'),
			'rollcall-redis': source('./packages/redis/src/index.ts'),
			'rollcall-csv': source('./packages/csv/src/index.ts'),
			'rollcall/sharding': source('./packages/rollcall/src/sharding.ts'),
			'rollcall/standalone': source('./packages/rollcall/src/standalone.ts'),
			'rollcall/stores': source('./packages/rollcall/src/stores.ts'),
			'rollcall/workers': source('./packages/rollcall/src/workers.ts'),
			rollcall: source('./packages/rollcall/src/index.ts'),
			...(otherLibrary !== undefined && { 'discord.js': otherLibrary }),
		},
	},
	test: {
		provide: { depth: 1 },
		setupFiles: [source('./packages/emulator/src/tests/spec/checkAnswers.ts')],
		projects: [
			// Files share the modules of their worker: loading discord.js and the emulator for each would take longer than most tests.
			// What a test of one file puts in place of a function must not reach another file.
			{
				extends: true,
				test: {
					name: 'shared',
					include: ['**/*.test.ts'],
					exclude: [...LATER, EXAMPLES],
					isolate: false,
					restoreMocks: true,
				},
			},
			{
				extends: true,
				test: {
					name: 'examples',
					include: [EXAMPLES],
					exclude: LATER,
					setupFiles: [source('./examples/tests/importAgain.ts')],
					isolate: false,
				},
			},
		],
		// Short when green: a file and its output are shown only if a test fails, or if a test prints something.
		reporters: [['minimal', { silent: false }]],
		// Only against what never ends: no test is right or wrong by how long a busy machine takes for it.
		testTimeout: LIMIT_MS,
		hookTimeout: LIMIT_MS,
		expect: { poll: { timeout: LIMIT_MS / 5 } },
		// Tests over sockets and processes mostly wait, so that the cores have room for more of them than there are.
		maxWorkers: availableParallelism() + 3,
	},
});
