import { SlashCommandBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { UserError } from '../errors/index.js';
import { choice, localiser, named, texts } from './index.js';

const catalogue = texts({
	plain: { en: 'Hello', ko: '안녕하세요' },
	greeting: { en: 'Hello, {name}!', ko: '{name}님, 안녕하세요!' },
	members: { en: { one: '{count} member of {role}', other: '{count} members of {role}' }, ko: '{role}: {count}명' },
	name: { en: 'greet', ko: '인사' },
});
const en = localiser('en-US');
const ko = localiser('ko');

describe('a localiser', () => {
	it('speaks Korean to readers of Korean, and English to everyone else', () => {
		expect(['ko', 'en-US', 'en-GB', 'ja', 'pt-BR'].map((locale) => localiser(locale)(catalogue.plain))).toEqual([
			'안녕하세요',
			...Array(4).fill('Hello'),
		]);
		expect([ko.language, en.language, localiser('ja').locale]).toEqual(['ko', 'en', 'en-US']);
	});

	it('speaks English if the locale is missing or invalid', () => {
		for (const locale of ['en_US', '', 'x', undefined as never])
			expect(localiser(locale)(catalogue.plain)).toBe('Hello');
		expect(localiser('ko_KR').language).toBe('en');
	});

	it('inserts values as they are', () => {
		expect(en(catalogue.greeting, { name: '$1 {name} {count}' })).toBe('Hello, $1 {name} {count}!');
		expect(ko(catalogue.greeting, { name: '민' })).toBe('민님, 안녕하세요!');
	});

	it('chooses by count, and writes numbers as the reader does', () => {
		const members = (count: number) => en(catalogue.members, { count, role: 'x' });
		expect([0, 1, 2, 12_345].map(members)).toEqual([
			'0 members of x',
			'1 member of x',
			'2 members of x',
			'12,345 members of x',
		]);
		expect(ko(catalogue.members, { count: 12_345, role: 'x' })).toBe('x: 12,345명');
	});

	it('demands every value, by its type', () => {
		// @ts-expect-error: the value of {name} is missing
		expect(() => en(catalogue.greeting)).toThrow(/a value for \{name\}/);
		// @ts-expect-error: a text without values takes none
		en(catalogue.plain, { name: 'x' });
		// @ts-expect-error: a count is a number
		en(catalogue.members, { count: 'many', role: 'x' });
		// @ts-expect-error: the value of {role} is missing
		expect(() => new UserError(catalogue.members, { count: 1 }).say(en)).toThrow(/\{role\}/);
	});

	it('has no catalogue without Korean', () => {
		// @ts-expect-error: Korean is missing
		texts({ lonely: { en: 'Alone' } });
	});
});

it('A UserError is written in the language of its reader', () => {
	const error = new UserError(catalogue.greeting, { name: 'x' });
	expect([error.say(en), error.say(ko)]).toEqual(['Hello, x!', 'x님, 안녕하세요!']);
});

it('Names and choices are registered in both languages', () => {
	const command = named(new SlashCommandBuilder(), catalogue.name, catalogue.plain).toJSON();
	expect(command).toMatchObject({
		name: 'greet',
		name_localizations: { ko: '인사' },
		description: 'Hello',
		description_localizations: { ko: '안녕하세요' },
	});
	expect(choice(catalogue.plain, 3)).toEqual({ name: 'Hello', name_localizations: { ko: '안녕하세요' }, value: 3 });
});
