import { expect, it } from 'vitest';
import { aMember } from '../tests/aMember.js';
import { everybodyOf } from './everybodyOf.js';

const BOT = '81384788765712384';
const members = [BOT, '81384788765712385', '81384788765712386'].map((id) => aMember(id));
const whole = { large: false, member_count: 3, members };

it('takes the members of a guild that is not large, and whose count they are', () => {
	expect(everybodyOf(whole, BOT)?.ids).toEqual(members.map(({ user }) => user.id));
});

it.each([
	['the guild is large', { ...whole, large: true }],
	['nothing says that it is not large', { member_count: 3, members }],
	['there is no count', { large: false, members }],
	['the count is higher', { ...whole, member_count: 4 }],
	['the count is lower', { ...whole, member_count: 2 }],
	['somebody comes twice', { ...whole, members: [...members.slice(0, 2), members[1]] }],
	['somebody comes twice beside everybody', { ...whole, members: [...members, members[1]], member_count: 4 }],
	['there are no members', { large: false, member_count: 0, members: [] }],
	['one has no id', { ...whole, members: [...members.slice(0, 2), { user: {} }] }],
	['they are no list', { ...whole, members: { length: 3 } }],
])('takes nobody if %s', (_, payload) => {
	expect(everybodyOf(payload, BOT)).toBeUndefined();
});

it('takes nobody if the bot is not among them', () => {
	expect(everybodyOf(whole, '81384788765712387')).toBeUndefined();
});
