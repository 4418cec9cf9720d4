import { describe, expect, it } from 'vitest';
import { canonicalMember } from './canonicalMember.js';

const text = (member: Parameters<typeof canonicalMember>[0]) => JSON.stringify(canonicalMember(member));

describe('canonicalMember', () => {
	it('does not look at the order of keys and roles', () => {
		const one = { roles: ['2', '1'], nick: null, user: { id: '3', primary_guild: { tag: 'A', badge: 'b' } } };
		const other = { user: { primary_guild: { badge: 'b', tag: 'A' }, id: '3' }, nick: null, roles: ['1', '2'] };
		expect(text(one)).toBe(text(other));
	});

	it('tells a field that is null from one that is not there, and sees every depth', () => {
		expect(text({ roles: [], nick: null } as never)).not.toBe(text({ roles: [] }));
		expect(text({ roles: [], user: { a: { b: 1 } } } as never)).not.toBe(
			text({ roles: [], user: { a: { b: 2 } } } as never),
		);
	});
});
