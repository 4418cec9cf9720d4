import { describe, expect, it } from 'vitest';
import { Faults } from './Faults.js';

describe('Faults for REST', () => {
	it('give nothing if nothing was added', () => {
		expect(new Faults(1, undefined).takeRest({ route: 'listMembers' })).toBeUndefined();
	});

	it('meets routes by name, or by a pattern for name or path', () => {
		const faults = new Faults(1, undefined);
		faults.add({ on: 'rest', route: 'listMembers', status: 500 });
		faults.add({ on: 'rest', route: /^GET \/guilds\/\d+$/g, status: 502, times: 2 });
		expect(faults.takeRest({ route: 'searchMembers' })).toBeUndefined();
		expect(faults.takeRest({ route: 'listMembers' })?.status).toBe(500);
		const guild = { route: 'getGuild', method: 'GET', path: '/guilds/12' };
		expect([faults.takeRest(guild), faults.takeRest(guild), faults.takeRest(guild)].map((f) => f?.status)).toEqual([
			502,
			502,
			undefined,
		]);
	});

	it('begins with the nth request and ends after a number of them', () => {
		const faults = new Faults(1, undefined);
		faults.add({ on: 'rest', nth: 3, times: 2, status: 500 });
		const met = Array.from({ length: 6 }, () => faults.takeRest({ route: 'x' }) !== undefined);
		expect(met).toEqual([false, false, true, true, false, false]);
	});

	it('uses the entries up in the order in which they were added', () => {
		const faults = new Faults(1, undefined);
		faults.add({ on: 'rest', status: 500 });
		faults.add({ on: 'rest', status: 503 });
		expect([1, 2, 3].map(() => faults.takeRest({ route: 'x' })?.status)).toEqual([500, 503, undefined]);
	});

	it('refuses an entry of an unknown kind', () => {
		expect(() => new Faults(1, undefined).add({ on: 'typo' } as never)).toThrow("on must be 'memberRequest' or 'rest'");
	});

	it('says that there is no gateway yet', () => {
		expect(() => new Faults(1, undefined).gateway.cut({ resumable: true })).toThrow('no gateway');
	});
});
