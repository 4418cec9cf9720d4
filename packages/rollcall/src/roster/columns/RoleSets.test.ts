import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoleSets } from './RoleSets.js';

type Step =
	| { readonly kind: 'member'; readonly roles: readonly string[] }
	| { readonly kind: 'delete'; readonly role: string };

/** More than a few, so that the ids are looked up in both ways. */
const ids = Array.from({ length: 40 }, (_, index) => String(1_000 + index));
const role = fc.constantFrom(...ids);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant('member'), roles: fc.array(role, { maxLength: 6 }) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('delete'), role }) },
);

describe('RoleSets', () => {
	it('know the roles and holders of few and of many roles, deleted and given again', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
				const sets = new RoleSets();
				const members: { readonly set: number; roles: readonly string[]; readonly at: number }[] = [];
				const deletions = new Map<number, string>();
				for (const [at, happened] of steps.entries()) {
					if (happened.kind === 'member') {
						const set = sets.intern(happened.roles);
						sets.count(set, 1);
						members.push({ set, roles: happened.roles, at });
					} else {
						sets.delete(happened.role, at);
						if (members.some(({ roles }) => roles.includes(happened.role))) deletions.set(at, happened.role);
						for (const member of members) member.roles = member.roles.filter((id) => id !== happened.role);
					}
				}
				for (const { set, roles } of members) expect(sets.rolesOf(set, steps.length)).toEqual(roles);
				const holders = new Map(
					ids.map((id) => [id, members.filter(({ roles }) => roles.includes(id)).length] as const),
				);
				for (const [id, count] of holders) expect(sets.holdersOf(id)).toBe(count);
				expect(sets.holdersOfAll()).toEqual(new Map([...holders].filter(([, count]) => count > 0)));
				for (const [at] of deletions) {
					const later = [...deletions].filter(([row]) => row >= at).map(([, id]) => id);
					expect(sets.deletedSince(at)).toEqual(later);
				}
			}),
			{ numRuns: 200 },
		);
	});
});
