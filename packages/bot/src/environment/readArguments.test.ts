import { expect, it } from 'vitest';
import { readArguments, tokenOf } from './readArguments.js';
import { readEnvironment } from './readEnvironment.js';

it('A demo is asked for by --demo, and is refused in production', () => {
	expect(readArguments([], {})).toEqual({ demo: false });
	expect(readArguments(['--demo'], { NODE_ENV: 'test' })).toEqual({ demo: true });
	expect(() => readArguments(['--demo'], { NODE_ENV: 'production' })).toThrow(/production.*Set DISCORD_TOKEN/);
});

it.each([[['--hush']], [['hush']], [['--demo=hush']]])('Refuses %j without showing it', (words) => {
	expect(() => readArguments(words, {})).toThrow(/There is only --demo/);
	expect(() => readArguments(words, {})).not.toThrow(/hush/);
});

it('Without a token nothing but a demo starts', () => {
	expect(tokenOf(readEnvironment({ DISCORD_TOKEN: 'abc' }))).toBe('abc');
	expect(() => tokenOf(readEnvironment({}))).toThrow(/DISCORD_TOKEN is not set.*--demo/);
});
