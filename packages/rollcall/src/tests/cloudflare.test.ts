import { describe, expect, it } from 'vitest';
import { LIBRARIES, setStageOn } from './stages.js';

const BLOCKS = [{ code: 1015, retryAfter: 3_600 }, { code: 1015 }, { code: 40_333 }] as const;
const EVER = Number.POSITIVE_INFINITY;

describe.each(LIBRARIES)('a block by Cloudflare (%s)', (library) => {
	it.each(BLOCKS)(
		'is no rate limit and no lack of access: %j is not waited for, and the gateway is asked',
		async (cloudflare) => {
			const { fetchAll, emulator, truth, stats } = await setStageOn(library, { members: 3_000 });
			emulator.faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter: 0.5 } });
			emulator.faults.add({ on: 'rest', cloudflare, times: EVER });
			const { size, metadata } = await fetchAll();
			expect([metadata.status, size]).toEqual(['complete', truth.size]);
			expect(stats().rest.byRoute.listMembers).toBe(1);
		},
	);

	it('is named, if there is no other way to the list', async () => {
		const { fetchAll, emulator } = await setStageOn(library, { config: { retry: { maxRetries: 1, baseDelay: 10 } } });
		emulator.faults.add({ on: 'memberRequest', silence: true, times: EVER });
		emulator.faults.add({ on: 'rest', cloudflare: { code: 1015 }, times: EVER });
		const { error } = await fetchAll();
		expect(error).toMatchObject({ code: 'REST_UNAVAILABLE', retryable: true });
		expect(error?.message).toMatch(/Cloudflare.*status 429/);
	});
});
