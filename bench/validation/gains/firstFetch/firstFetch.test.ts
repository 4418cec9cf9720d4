import { describe, expect, it } from 'vitest';
import type { FirstFetch } from './FirstFetch.js';
import { firstFetch } from './index.js';

const RIGHT = { right: 25_000, missing: 0, ghost: 0, differs: 0 };
const LACKING = { ...RIGHT, right: 24_999, missing: 1 };
const requests = { gateway: 1, rest: 0, refused: { gateway: 0, rest: 0 } };

/** A first fetch of the service that went well; `given` replaces what it names. */
function aFetch(given: Partial<FirstFetch> = {}): FirstFetch {
	const attempts = [{ says: 'complete', isFromMemory: false, ms: 1_600 }] as const;
	const plan = { way: 'service', members: 25_000, trouble: 'well', round: 1 } as const;
	return { ...plan, ms: 1_600, attempts, tally: RIGHT, requests, ...given };
}

describe('what was found of first fetches', () => {
	it('reaches the promise by the median of lists that are all right', () => {
		const found = [aFetch({ ms: 9_000 }), aFetch({ round: 2 }), aFetch({ round: 3, ms: 2_000 })];
		expect(firstFetch.findLies(found)).toEqual([]);
		expect(firstFetch.judge(found)).toEqual([
			{ what: '25,000 members, well: a right list within 8 s', figure: '2.0 s', isReached: true },
		]);
	});

	it('misses it if the list came too late', () => {
		const [verdict] = firstFetch.judge([aFetch({ ms: 8_001 })]);
		expect(verdict).toMatchObject({ figure: '8.0 s', isReached: false });
	});

	it('is a lie of the service, and never a time, if one list of several was not the truth', () => {
		const found = [aFetch(), aFetch({ round: 2, ms: 100, tally: LACKING })];
		expect(firstFetch.findLies(found)).toEqual(['well at 25,000: a list was called complete and is not.']);
		expect(firstFetch.judge(found)).toMatchObject([{ figure: 'no right list', isReached: false }]);
		expect(firstFetch.render(found)).toContain('| never | a list; or a list, SILENTLY WRONG |');
	});

	it('shows the original way by every try, and calls its wrong lists wrong without blaming the service', () => {
		const refused = { says: 'error', code: 'GatewayRateLimitError', isFromMemory: false, ms: 30 } as const;
		const attempts = [refused, ...aFetch().attempts];
		const trouble = 'a refused request';
		const found = [aFetch({ way: 'discord.js', trouble, attempts, tally: LACKING }), aFetch({ trouble })];
		expect(firstFetch.findLies(found)).toEqual([]);
		expect(firstFetch.render(found)).toContain(
			'| never | GatewayRateLimitError, then a list, SILENTLY WRONG | 1.6 s |',
		);
	});
});
