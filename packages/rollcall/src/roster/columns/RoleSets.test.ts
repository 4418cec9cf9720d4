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

/** Some of them are alike in the digits by which they are found again. */
const idAsSent = fc.oneof(
	role,
	fc.constantFrom('', '7', '1007', '41007', 'é', '300000000000041007', '1300000000000041007', '9'.repeat(40)),
	fc.nat({ max: 9 }).map((digit) => `30000000000000${digit}007`),
);
const sent = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ roles: fc.array(idAsSent, { maxLength: 6 }) }) },
	{ weight: 1, arbitrary: fc.record({ deleted: idAsSent }) },
	{ weight: 1, arbitrary: fc.record({ trim: fc.constant(true) }) },
);

describe('RoleSets', () => {
	it('reads the roles of a payload as it reads their texts', () => {
		fc.assert(
			fc.property(fc.array(sent, { maxLength: 60, size: 'max' }), (steps) => {
				const [sets, expected] = [new RoleSets(), new RoleSets()];
				for (const [at, step] of steps.entries()) {
					if ('roles' in step) {
						const bytes = Buffer.from(`{"roles":${JSON.stringify(step.roles)},"nick":"300000000000041007"}`);
						const set = sets.internAt(bytes, bytes.indexOf('['), bytes.indexOf(']') + 1);
						expect(set).toBe(expected.intern(step.roles));
						expect(sets.rolesOf(set, at)).toEqual(step.roles);
						for (const one of [sets, expected]) one.count(set, 1);
					} else for (const one of [sets, expected]) 'trim' in step ? one.trim() : one.delete(step.deleted, at);
				}
				expect(sets.holdersOfAll()).toEqual(expected.holdersOfAll());
			}),
			{ numRuns: 300 },
		);
	});

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
