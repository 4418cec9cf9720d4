import { expect, it } from 'vitest';
import { constructMember, constructUser } from '../internals.js';
import { isAsExpected, makesLikeUs } from './isAsExpected.js';
import { SAMPLES } from './samples.js';

/** A later discord.js that changes what it has made of a member. */
function changing(change: (made: object) => void) {
	return {
		constructMember: (...data: Parameters<typeof constructMember>) => {
			const made = constructMember(...data);
			change(made);
			return made;
		},
		constructUser,
	};
}

it('holds for the discord.js that is installed', () => {
	expect(isAsExpected()).toBe(true);
});

it.each<[string, (made: object) => void]>([
	['a property more', (made) => Object.assign(made, { since: null })],
	['a property less', (made) => Reflect.deleteProperty(made, 'banner')],
	['another value', (made) => Object.assign(made, { pending: 'maybe' })],
	['another class of value', (made) => Object.assign(made, { flags: { bitfield: 0 } })],
	['a hidden property', (made) => Object.defineProperty(made, '_data', { value: {} })],
	['other roles', (made) => Object.assign(made, { _roles: [] })],
	[
		'other copies',
		(made) => Object.setPrototypeOf(made, { __proto__: Object.getPrototypeOf(made), _clone: () => ({}) }),
	],
	[
		'an error',
		() => {
			throw new RangeError('no');
		},
	],
])('does not hold if discord.js makes members with %s', (what, change) => {
	const holds = SAMPLES.every((raw) => makesLikeUs(raw, changing(change)));
	expect(holds, what).toBe(false);
});

it('does not hold if discord.js makes other users', () => {
	const other: typeof constructUser = (client, data) => Object.assign(constructUser(client, data), { since: null });
	expect(SAMPLES.some((raw) => makesLikeUs(raw, { constructMember, constructUser: other }))).toBe(false);
});
