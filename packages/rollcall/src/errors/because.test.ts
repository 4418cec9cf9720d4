import { describe, expect, it } from 'vitest';
import { because } from './because.js';

describe('because', () => {
	it('says a reason as it stands', () => {
		expect(because('sessionCut')).toBe('the gateway session is cut');
	});

	it('fills in figures, rounded, and names, as they are', () => {
		expect(because('gatewayQuiet', { ms: 199.654_094 })).toBe('the gateway has been silent for 200 ms');
		expect(because('noSuchRole', { role: '$& {why}' })).toBe('the guild has no role with the name or id $& {why}');
	});
});
