import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { DEFAULT_CONFIG } from './defaults.js';
import { MEMBER_FIELDS, type MemberField } from './memberFields.js';
import { mergeConfig } from './merge.js';
import type { ConfigPatch, MemberFetchConfig } from './schema.js';

/** The error that `patch` causes. */
function refusal(patch: unknown, current: MemberFetchConfig = DEFAULT_CONFIG): string {
	try {
		mergeConfig(current, patch as ConfigPatch);
	} catch (error) {
		if (MemberFetchError.is(error, 'INVALID_CONFIG')) return error.message;
		throw error;
	}
	return 'accepted';
}

const { fields: _, ...SECTIONS } = DEFAULT_CONFIG;
const LEAVES = Object.entries(SECTIONS).flatMap(([section, values]) =>
	Object.entries(values).map(([key, value]) => ({ section, key, value: value as unknown })),
);

describe('mergeConfig', () => {
	it('changes the named values and keeps every other', () => {
		const merged = mergeConfig(DEFAULT_CONFIG, { retry: { maxRetries: 7 }, cache: { enableLRU: false } });
		expect(merged).toEqual({
			...DEFAULT_CONFIG,
			retry: { ...DEFAULT_CONFIG.retry, maxRetries: 7 },
			cache: { ...DEFAULT_CONFIG.cache, enableLRU: false },
		});
	});

	it('returns a config that is frozen at every depth, and shares nothing with the patch', () => {
		const patch = { retry: { maxRetries: 7 } };
		const merged = mergeConfig(DEFAULT_CONFIG, patch);
		patch.retry.maxRetries = -1;
		expect(merged.retry.maxRetries).toBe(7);
		expect(Object.isFrozen(merged)).toBe(true);
		expect(Object.values(merged).every((section) => Object.isFrozen(section))).toBe(true);
		expect(Object.values(DEFAULT_CONFIG).every((section) => Object.isFrozen(section))).toBe(true);
	});

	it('takes undefined as absent, at any depth', () => {
		const patch = { cache: undefined, retry: { maxRetries: undefined } };
		expect(mergeConfig(DEFAULT_CONFIG, patch)).toEqual(DEFAULT_CONFIG);
		expect(mergeConfig(DEFAULT_CONFIG, undefined as unknown as ConfigPatch)).toEqual(DEFAULT_CONFIG);
	});

	it('takes objects without a prototype', () => {
		const patch = Object.assign(Object.create(null), { retry: Object.assign(Object.create(null), { maxRetries: 1 }) });
		expect(mergeConfig(DEFAULT_CONFIG, patch).retry.maxRetries).toBe(1);
	});

	it.each([
		[{ retry: { maxRetries: -1 } }, 'config.retry.maxRetries: expected a whole number >= 0, got -1.'],
		[{ retry: { maxRetries: 1.5 } }, 'config.retry.maxRetries: expected a whole number >= 0, got 1.5.'],
		[{ retry: { maxRetries: '3' } }, 'config.retry.maxRetries: expected a whole number >= 0, got "3".'],
		[{ retry: { jitter: 1 } }, 'config.retry.jitter: expected true or false, got 1.'],
		[{ retry: { exponentialBase: 0.5 } }, 'config.retry.exponentialBase: expected a number >= 1, got 0.5.'],
		[
			{ timeouts: { chunkIdle: 0 } },
			'config.timeouts.chunkIdle: expected a number of milliseconds > 0 and <= 2147483647, got 0.',
		],
		[
			{ cache: { cleanupInterval: 2 ** 31 } },
			'config.cache.cleanupInterval: expected a number of milliseconds > 0 and <= 2147483647, got 2147483648.',
		],
		[
			{ retry: { baseDelay: 60_000 } },
			'config.retry.maxDelay: expected a number of milliseconds >= config.retry.baseDelay (60000), got 30000.',
		],
		[{ rateLimit: { burstLimit: 0 } }, 'config.rateLimit.burstLimit: expected a whole number >= 1, got 0.'],
		[{ cache: { maxBytes: 0 } }, 'config.cache.maxBytes: expected a whole number of bytes >= 1, got 0.'],
		[
			{ cache: { maxBytes: Number.POSITIVE_INFINITY } },
			'config.cache.maxBytes: expected a whole number of bytes >= 1, got Infinity.',
		],
		[{ fields: 'nick' }, 'config.fields: expected "all" or a list of member fields, got "nick".'],
		[{ fields: null }, 'config.fields: expected "all" or a list of member fields, got null.'],
		[{ fields: { nick: true } }, 'config.fields: expected "all" or a list of member fields, got an object.'],
		[{ fields: ['nik'] }, 'config.fields.0: expected a member field (did you mean "nick"?), got "nik".'],
		[
			{ fields: ['nick', 'joinedAt'] },
			'config.fields.1: expected a member field (did you mean "joined_at"?), got "joinedAt".',
		],
		[
			{ fields: ['username'] },
			'config.fields.0: expected a member field (did you mean "user.username"?), got "username".',
		],
		[
			{ fields: ['roles'] },
			`config.fields.0: expected one of the member fields ${MEMBER_FIELDS.join(', ')} (ids and roles are always kept), got "roles".`,
		],
		[{ cache: null }, 'config.cache: expected an object, got null.'],
		[{ cache: [] }, 'config.cache: expected an object, got an array.'],
		[{ cache: new Map() }, 'config.cache: expected an object, got an instance of a class.'],
		[null, 'config: expected an object, got null.'],
		['retry', 'config: expected an object, got "retry".'],
	])('refuses %o with the path, the value and what is allowed', (patch, message) => {
		expect(refusal(patch)).toBe(message);
	});

	it('keeps a list of fields in one order and without repeats, frozen, and shares nothing with the patch', () => {
		const fields: MemberField[] = ['user.bot', 'nick', 'user.bot'];
		const merged = mergeConfig(DEFAULT_CONFIG, { fields });
		fields[0] = 'deaf';
		expect(merged).toEqual({ ...DEFAULT_CONFIG, fields: ['nick', 'user.bot'] });
		expect(Object.isFrozen(merged.fields)).toBe(true);
	});

	it('replaces a list of fields as a whole, and keeps it if the patch has none', () => {
		const few = mergeConfig(DEFAULT_CONFIG, { fields: ['nick'] });
		expect(mergeConfig(few, { retry: { maxRetries: 1 }, fields: undefined }).fields).toEqual(['nick']);
		expect(mergeConfig(few, { fields: ['deaf'] }).fields).toEqual(['deaf']);
		expect(mergeConfig(few, { fields: [] }).fields).toEqual([]);
		expect(mergeConfig(few, { fields: 'all' }).fields).toBe('all');
	});

	it('takes any known fields, and never a list with one that is unknown', () => {
		const known = fc.subarray([...MEMBER_FIELDS]);
		fc.assert(
			fc.property(known, fc.anything(), fc.nat(), (fields, other, at) => {
				expect(mergeConfig(DEFAULT_CONFIG, { fields }).fields).toEqual(fields);
				fc.pre(!MEMBER_FIELDS.some((field) => field === other));
				const index = at % (fields.length + 1);
				expect(refusal({ fields: fields.toSpliced(index, 0, other as never) })).toContain(`config.fields.${index}: `);
			}),
		);
	});

	it('names every wrong value at once', () => {
		const message = refusal({ retry: { maxRetries: -1 }, cache: { defaultTTL: Number.NaN } });
		expect(message).toContain('config.retry.maxRetries:');
		expect(message).toContain('config.cache.defaultTTL: expected a number of milliseconds >= 0, got NaN.');
	});

	it.each([
		[{ timeout: {} }, 'config.timeout: unknown key. Did you mean config.timeouts?'],
		[{ retry: { maxRetrys: 1 } }, 'config.retry.maxRetrys: unknown key. Did you mean config.retry.maxRetries?'],
		[{ cache: { defaultTtl: 1 } }, 'config.cache.defaultTtl: unknown key. Did you mean config.cache.defaultTTL?'],
		[{ maxRetries: 1 }, 'config.maxRetries: unknown key. Did you mean config.retry.maxRetries?'],
		[
			{ rateLimit: { colour: 1 } },
			'config.rateLimit.colour: unknown key. Known here: maxConcurrentRequests, requestsPerMinute, burstLimit.',
		],
	])('refuses the unknown key of %o and says which may be meant', (patch, message) => {
		expect(refusal(patch)).toBe(message);
	});

	it('refuses an unknown key even if its value is undefined, since it is still a typing error', () => {
		expect(refusal({ retry: { maxRetrys: undefined } })).toContain('unknown key');
	});

	it.each([
		'{"__proto__":{"polluted":1}}',
		'{"retry":{"__proto__":{"polluted":1}}}',
		'{"constructor":{"prototype":{}}}',
	])('does not let %s reach a prototype', (json) => {
		expect(refusal(JSON.parse(json))).toContain('unknown key');
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('never takes a value of another kind, whatever the key', () => {
		const wrong = fc.oneof(
			fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, null),
			fc.string(),
			fc.bigInt(),
			fc.array(fc.anything()),
			fc.object(),
		);
		fc.assert(
			fc.property(fc.constantFrom(...LEAVES), wrong, ({ section, key }, value) => {
				expect(refusal({ [section]: { [key]: value } })).toContain(`config.${section}.${key}: expected `);
			}),
		);
	});

	it('answers anything at all with a valid config or an INVALID_CONFIG error, and leaves the old config', () => {
		const before = structuredClone(DEFAULT_CONFIG);
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.object({ key: fc.constantFrom(...Object.keys(before)) })), (patch) => {
				const outcome = refusal(patch);
				if (outcome === 'accepted') mergeConfig(mergeConfig(DEFAULT_CONFIG, patch as ConfigPatch), {});
				expect(DEFAULT_CONFIG).toEqual(before);
			}),
		);
	});

	it('holds exactly the values of a valid patch, and applying it twice changes nothing more', () => {
		const valid = fc.record(
			{
				cache: fc.record({ defaultTTL: fc.nat(), maxCacheSize: fc.integer({ min: 1 }) }, { requiredKeys: [] }),
				timeouts: fc.record({ fullFetch: fc.integer({ min: 1, max: 2 ** 31 - 1 }) }, { requiredKeys: [] }),
				fallback: fc.record({ useCacheAsLastResort: fc.boolean() }, { requiredKeys: [] }),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(valid, (patch) => {
				const once = mergeConfig(DEFAULT_CONFIG, patch);
				expect(once).toMatchObject(patch);
				expect(mergeConfig(once, patch)).toEqual(once);
			}),
		);
	});
});
