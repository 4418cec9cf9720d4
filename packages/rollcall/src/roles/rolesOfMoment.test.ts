import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolesOfMoment } from './rolesOfMoment.js';

const ids = fc.constantFrom('1', '2', '3', '4', 'constructor');
const names = fc.constantFrom('a', 'b');
const change = fc.oneof(
	fc.record({ type: fc.constant('set' as const), id: ids, name: names }),
	fc.record({ type: fc.constant('rename' as const), id: ids, name: names }),
	fc.record({ type: fc.constant('delete' as const), id: ids, name: names }),
);

describe('rolesOfMoment', () => {
	it('gives the roles of each moment, and no later change shows in them', () => {
		fc.assert(
			fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
				const live = new Map<string, { id: string; name: string }>();
				const seen: { roles: ReadonlyMap<string, unknown>; wanted: Map<string, unknown> }[] = [];
				for (const { type, id, name } of changes) {
					const role = live.get(id);
					if (type === 'set') live.set(id, { id, name });
					else if (type === 'delete') live.delete(id);
					else if (role) role.name = name; // discord.js changes a role in place
					const wanted = new Map(
						[...live].filter(([key]) => key !== 'constructor').map(([key, now]) => [key, { ...now }]),
					);
					seen.push({ roles: rolesOfMoment(live), wanted });
				}
				for (const { roles, wanted } of seen) expect(new Map(roles)).toEqual(wanted);
			}),
		);
	});

	it('copies nothing while nothing has changed', () => {
		const live = new Map([['1', { id: '1', name: 'a' }]]);
		expect(rolesOfMoment(live)).toBe(rolesOfMoment(live));
	});
});
