import { describe, expect, it } from 'vitest';
import { refused } from '../../tests/refused.js';
import { ApiError } from '../errors/index.js';
import { checkCommands } from './index.js';

const x = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index));
const command = (more: object = {}) => ({ name: 'report', description: 'What it does.', ...more });
const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'What it is.', ...more });
const check = (...commands: object[]) => refused(() => checkCommands(commands as Record<string, unknown>[]));
const choices = (count: number) => many(count, (i) => ({ name: `n${i}`, value: `v${i}` }));

describe('a command', () => {
	it.each<[string, object]>([
		[
			'a name in any script',
			{ name: '보고서', name_localizations: { ja: 'レポート', hi: 'रिपोर्ट', 'en-US': 'x-y_z' } },
		],
		['no translation in one language', { name_localizations: { ko: null }, description_localizations: null }],
		['25 options, the required ones first', { options: many(25, (i) => option(`o${i}`, { required: i < 5 })) }],
		['25 choices', { options: [option('o', { choices: choices(25) })] }],
		[
			'groups of subcommands',
			{ options: [option('g', { type: 2, options: [option('s', { type: 1, options: [option('o')] })] })] },
		],
		['no permission for anybody', { default_member_permissions: '0' }],
	])('may have %s', (_, more) => {
		expect(check(command(more))).toEqual([]);
	});

	it.each<[string, object]>([
		['0.name[APPLICATION_COMMAND_INVALID_NAME]: Command name is invalid', { name: 'Report' }],
		['0.name[APPLICATION_COMMAND_INVALID_NAME]: Command name is invalid', { name: 'a report' }],
		['0.name[APPLICATION_COMMAND_INVALID_NAME]: Command name is invalid', { name: x(33) }],
		['0.description[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 100 in length.', { description: x(101) }],
		['0.description[BASE_TYPE_REQUIRED]: This field is required', { description: undefined }],
		[
			'0.name_localizations.ko[APPLICATION_COMMAND_INVALID_NAME]: Command name is invalid',
			{ name_localizations: { ko: '보고 서' } },
		],
		['0.options[BASE_TYPE_MAX_LENGTH]: Must be 25 or fewer in length.', { options: many(26, (i) => option(`o${i}`)) }],
		[
			'0.options.0.choices[BASE_TYPE_MAX_LENGTH]: Must be 25 or fewer in length.',
			{ options: [option('o', { choices: choices(26) })] },
		],
		[
			'0.options.0.description[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 100 in length.',
			{ options: [option('o', { description: '' })] },
		],
		['0.options.0.name[APPLICATION_COMMAND_INVALID_NAME]: Command name is invalid', { options: [option('No')] }],
		[
			'0.options.1[APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID]: Required options must be placed before non-required options',
			{ options: [option('a'), option('b', { required: true })] },
		],
		[
			'0.options.0.options.1[APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID]: Required options must be placed before non-required options',
			{ options: [option('s', { type: 1, options: [option('a'), option('b', { required: true })] })] },
		],
		[
			'0.options.1[APPLICATION_COMMAND_OPTIONS_NAME_INVALID]: Option name a is already used in these options',
			{ options: [option('a'), option('a')] },
		],
		[
			'0.options[APPLICATION_COMMAND_OPTIONS_TYPE_INVALID]: Sub-command and sub-command group option types are mutually exclusive to all other types',
			{ options: [option('s', { type: 1 }), option('a')] },
		],
		[
			'0.options.0[TAG_FIELD_MISSING]: Field "type" is required to determine the model type.',
			{ options: [option('a', { type: undefined })] },
		],
		[
			'0[APPLICATION_COMMAND_TOO_LARGE]: Command exceeds maximum size (8000)',
			{
				options: many(25, (o) =>
					option(`o${o}`, { choices: many(2, (c) => ({ name: x(100), value: `${c}${x(99)}` })) }),
				),
			},
		],
	])('is refused with %s', (expected, more) => {
		expect(check(command(more))).toEqual([expected]);
	});

	it('is refused, and breaks nothing, with an object that is no text in the place of one', () => {
		const odd = { toString: 5, valueOf: null };
		const choices = [{ name: 'a', value: odd }];
		expect(check(command({ description: odd, options: [option('a', { choices })] })).length).toBeGreaterThan(0);
	});

	it('is only translated into the languages of Discord', () => {
		expect(check(command({ description_localizations: { kr: 'x' } }))).toEqual([
			expect.stringMatching(/^0\.description_localizations\.kr\[BASE_TYPE_CHOICES\]: Value must be one of \(.*'ko'/),
		]);
	});

	it('on users or messages has a name with spaces, and no description', () => {
		expect(check({ name: 'Show Hours', type: 2 }, { name: 'Show Hours', type: 3 })).toEqual([]);
	});

	it('has its own name, and at most a hundred are registered', () => {
		expect(check(command(), command())).toEqual([
			'1[APPLICATION_COMMANDS_DUPLICATE_NAME]: Application command names must be unique',
		]);
		const registered = (count: number) => () => checkCommands(many(count, (i) => command({ name: `c${i}` })));
		expect(registered(100)).not.toThrow();
		expect(registered(101)).toThrow(ApiError);
		expect(registered(101)).toThrow('Maximum number of application commands reached (100).');
	});
});
