import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember } from '../tests/aMember.js';
import { type MemberPatch, mergeMember, mergePatches, withoutRoles } from './MemberEvent.js';

const patches = fc.record(
	{
		nick: fc.option(fc.string()),
		pending: fc.boolean(),
		user: fc.record({ username: fc.string(), global_name: fc.option(fc.string()) }, { requiredKeys: [] }),
	},
	{ requiredKeys: [] },
) as fc.Arbitrary<MemberPatch>;

describe('mergeMember', () => {
	it('keeps what is absent, and takes null for the value that it is', () => {
		const member = aMember('1', { nick: 'Mira', avatar: 'hash' });
		expect(mergeMember(member, { nick: null })).toEqual({ ...member, nick: null });
		expect(mergeMember(member, {})).toEqual(member);
	});

	it('lays the user over key by key', () => {
		const member = aMember('1', { user: { username: 'old', global_name: 'Name' } });
		const merged = mergeMember(member, { user: { username: 'new', global_name: null } });
		expect(merged.user).toEqual({ ...member.user, username: 'new', global_name: null });
		expect(mergeMember(member, { user: { username: 'new' } }).user.global_name).toBe('Name');
	});

	it('adds no key that neither had', () => {
		expect(mergeMember(aMember('1'), { mute: true })).not.toHaveProperty('premium_since');
	});

	it('changes neither the member nor the patch', () => {
		const member = aMember('1', { roles: ['9'] });
		const patch = { nick: 'x', user: { username: 'y' } };
		mergeMember(member, patch);
		expect([member, patch]).toEqual([aMember('1', { roles: ['9'] }), { nick: 'x', user: { username: 'y' } }]);
	});
});

describe('mergePatches', () => {
	it('makes one patch that does what the two do one after the other', () => {
		fc.assert(
			fc.property(patches, patches, (earlier, later) => {
				const member = aMember('1', { nick: 'first' });
				const oneByOne = mergeMember(mergeMember(member, earlier), later);
				expect(mergeMember(member, mergePatches(earlier, later))).toEqual(oneByOne);
			}),
		);
	});

	it('has no user if neither patch has one', () => {
		expect(mergePatches({ nick: 'a' }, { mute: true })).toEqual({ nick: 'a', mute: true });
	});
});

describe('withoutRoles', () => {
	it('takes the role away in a new object', () => {
		const member = aMember('1', { roles: ['7', '8'] });
		expect(withoutRoles(member, new Set(['7'])).roles).toEqual(['8']);
		expect(member.roles).toEqual(['7', '8']);
	});

	it('returns the same member if they did not hold it', () => {
		const member = aMember('1', { roles: ['8'] });
		expect(withoutRoles(member, new Set(['7']))).toBe(member);
	});
});
