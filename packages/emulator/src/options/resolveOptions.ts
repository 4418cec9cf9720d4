import type { core } from '../bundled/zod.js';
import { isRecord } from '../json/index.js';
import type { EmulatorOptions, ResolvedOptions } from './EmulatorOptions.js';
import { knownAt } from './knownAt.js';
import { profiles } from './profiles.js';
import { describeUnknownKey } from './requireKnownKeys.js';
import { optionsSchema } from './schema.js';

/**
 * Completes options from their profile and checks every value.
 *
 * @throws RangeError naming the path of each wrong value
 */
export function resolveOptions(options: EmulatorOptions = {}): ResolvedOptions {
	const merged = merge(defaultsOf(options), options);
	const parsed = optionsSchema.safeParse(merged);
	if (!parsed.success) throw new RangeError(describe(parsed.error.issues));
	return parsed.data;
}

function defaultsOf(options: EmulatorOptions): ResolvedOptions {
	return {
		seed: 1,
		profile: 'instant',
		host: '127.0.0.1',
		hostNames: [],
		port: 0,
		bots: [{}],
		guilds: [{ members: 1000 }],
		...(profiles[options.profile ?? 'instant'] ?? profiles.instant),
	};
}

/** Lays `given` over `base`, object by object. A list replaces the whole list, and `undefined` changes nothing. */
function merge(base: unknown, given: unknown): unknown {
	if (given === undefined) return base;
	if (!isRecord(base) || !isRecord(given)) return given;
	const result: Record<string, unknown> = { ...base };
	for (const [key, value] of Object.entries(given)) result[key] = merge(base[key], value);
	return result;
}

function describe(issues: readonly core.$ZodIssue[]): string {
	const lines = issues.map((issue) => `${issue.path.join('.') || 'options'}: ${messageOf(issue)}`);
	return `Wrong emulator options: ${lines.join('; ')}`;
}

function messageOf(issue: core.$ZodIssue): string {
	if (issue.code !== 'unrecognized_keys') return issue.message;
	const known = knownAt(optionsSchema, issue.path);
	return issue.keys.map((key) => describeUnknownKey(key, known)).join('; ');
}
