import type { APIOverwrite, APIRole } from 'discord-api-types/v10';
import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { createRole } from '../roles/index.js';
import { type Holder, permissionsIn, permissionsOf } from './index.js';

const GUILD = '100000000000000000';
const ALL = (1n << 53n) - 1n;
const ADMINISTRATOR = 8n;
const MEMBER = '900000000000000000';

/** The pseudocode of Discord's documentation, line by line. */
function reference({ id, roles, isOwner }: Holder, overwrites: readonly APIOverwrite[]): bigint {
	if (isOwner) return ALL;
	let permissions = 0n;
	for (const role of roles) permissions |= BigInt(role.permissions);
	if ((permissions & ADMINISTRATOR) === ADMINISTRATOR) return ALL;
	const everyone = overwrites.find((overwrite) => overwrite.id === GUILD);
	if (everyone) {
		permissions &= ~BigInt(everyone.deny);
		permissions |= BigInt(everyone.allow);
	}
	let allow = 0n;
	let deny = 0n;
	for (const role of roles) {
		const overwrite = role.id === GUILD ? undefined : overwrites.find((one) => one.id === role.id);
		if (!overwrite) continue;
		allow |= BigInt(overwrite.allow);
		deny |= BigInt(overwrite.deny);
	}
	permissions &= ~deny;
	permissions |= allow;
	const own = overwrites.find((overwrite) => overwrite.id === id);
	if (own) {
		permissions &= ~BigInt(own.deny);
		permissions |= BigInt(own.allow);
	}
	return permissions;
}

const roleIds = ['200000000000000001', '200000000000000002', '200000000000000003'];
// Few bits, administrator among them, so that overwrites and roles meet often.
const bits = fc
	.subarray([1n, 2n, ADMINISTRATOR, 1n << 10n, 1n << 11n, 1n << 16n, 1n << 52n])
	.map((some) => String(some.reduce((all, bit) => all | bit, 0n)));
const role = (id: string): fc.Arbitrary<APIRole> => bits.map((permissions) => createRole({ id, permissions }));
const held = fc
	.tuple(role(GUILD), fc.tuple(...roleIds.map(role)), fc.subarray(roleIds))
	.map(([everyone, roles, ids]) => [everyone, ...roles.filter(({ id }) => ids.includes(id))]);
const overwrites = fc
	.subarray([GUILD, MEMBER, ...roleIds, '300000000000000000'])
	.chain((ids) =>
		fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), type: fc.constant(0), allow: bits, deny: bits }))),
	);

it('Permissions in a channel are what the documentation computes', () => {
	fc.assert(
		fc.property(held, overwrites, fc.boolean(), (roles, given, isOwner) => {
			const holder = { id: MEMBER, roles, isOwner, isTimedOut: false };
			expect(permissionsIn(holder, GUILD, given)).toBe(reference(holder, given));
			expect(permissionsOf(holder)).toBe(reference(holder, []));
		}),
		{ numRuns: 500 * inject('depth') },
	);
});

it('A timeout leaves only looking and reading, except to the owner and to administrators', () => {
	fc.assert(
		fc.property(held, overwrites, fc.boolean(), (roles, given, isOwner) => {
			const holder = { id: MEMBER, roles, isOwner, isTimedOut: true };
			const free = reference(holder, given);
			const looking = (1n << 10n) | (1n << 16n);
			const isExempt = isOwner || reference(holder, []) === ALL;
			expect(permissionsIn(holder, GUILD, given)).toBe(isExempt ? ALL : free & looking);
		}),
		{ numRuns: 200 * inject('depth') },
	);
});
