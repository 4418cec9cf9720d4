import { z } from 'zod';
import { isRecord } from '../json/index.js';
import type { EmulatorOptions, ResolvedOptions } from './EmulatorOptions.js';
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

function describe(issues: readonly z.core.$ZodIssue[]): string {
	const lines = issues.map((issue) => `${issue.path.join('.') || 'options'}: ${messageOf(issue)}`);
	return `Wrong emulator options: ${lines.join('; ')}`;
}

function messageOf(issue: z.core.$ZodIssue): string {
	if (issue.code !== 'unrecognized_keys') return issue.message;
	const known = knownAt(optionsSchema, issue.path);
	return issue.keys.map((key) => describeUnknownKey(key, known)).join('; ');
}

/** The known keys at a path of a schema. */
export function knownAt(schema: z.core.$ZodType, [step, ...rest]: readonly PropertyKey[]): string[] {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
		return knownAt(schema.unwrap(), step === undefined ? [] : [step, ...rest]);
	if (schema instanceof z.ZodUnion)
		return [
			...new Set(
				schema.options.flatMap((each) => knownAt(each as z.ZodType, step === undefined ? [] : [step, ...rest])),
			),
		];
	if (schema instanceof z.ZodArray) return knownAt(schema.element, rest);
	if (!(schema instanceof z.ZodObject)) return [];
	if (step === undefined) return Object.keys(schema.shape);
	const inner = schema.shape[String(step)] ?? schema.def.catchall;
	return inner ? knownAt(inner, rest) : [];
}
