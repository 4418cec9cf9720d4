import { describe, expect, it } from 'vitest';
import { refused } from '../../tests/refused.js';
import { checkForm, checkMessage, choicesForm, modalForm } from './index.js';

const message = (fields: object, flags?: number) =>
	refused(() => checkMessage(fields as Record<string, unknown>, [], flags));
const x = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index));
const button = (custom_id?: string, more: object = {}) => ({ type: 2, style: 1, custom_id, label: 'Label', ...more });
const row = (...components: object[]) => ({ type: 1, components });
const menu = (more: object = {}) => ({ type: 3, custom_id: 'menu', options: [{ label: 'A', value: 'a' }], ...more });
const embed = (fields: object) => ({ embeds: [fields] });
const rows = (...components: object[]) => ({ components });

describe('a message', () => {
	it.each<[string, object]>([
		['text', { content: x(2000) }],
		['characters outside of the basic plane', { content: '🎲'.repeat(2000) }],
		['everything that may be null', { content: null, embeds: null, components: null, allowed_mentions: null }],
		['embeds', { embeds: [{ title: x(256), description: x(4096), footer: { text: x(1600) } }, { title: x(48) }] }],
		['fields', embed({ fields: many(25, () => ({ name: 'n', value: 'v' })) })],
		['rows', { components: many(5, (r) => row(...many(5, (b) => button(`${r} ${b}`)))) }],
		['a menu', rows(row(menu({ options: many(25, (i) => ({ label: x(100), value: `${i}` })), max_values: 25 })))],
		['a link', rows(row({ type: 2, style: 5, url: 'https://example.com', label: 'Docs' }))],
		['a button with an emoji alone', rows(row({ type: 2, style: 1, custom_id: 'a', emoji: { name: '🎲' } }))],
		['nobody to ping', { content: '@everyone', allowed_mentions: { parse: [] } }],
	])('may have %s', (_, fields) => {
		expect(message(fields)).toEqual([]);
	});

	it.each<[string, object]>([
		['content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.', { content: x(2001) }],
		['embeds[BASE_TYPE_MAX_LENGTH]: Must be 10 or fewer in length.', { embeds: many(11, () => ({ title: 'x' })) }],
		[
			'embeds[MAX_EMBED_SIZE_EXCEEDED]: Embed size exceeds maximum size of 6000',
			{ embeds: [{ description: x(3000) }, { description: x(3001) }] },
		],
		['embeds.0.title[BASE_TYPE_MAX_LENGTH]: Must be 256 or fewer in length.', embed({ title: x(257) })],
		['embeds.0.description[BASE_TYPE_MAX_LENGTH]: Must be 4096 or fewer in length.', embed({ description: x(4097) })],
		[
			'embeds.0.footer.text[BASE_TYPE_MAX_LENGTH]: Must be 2048 or fewer in length.',
			embed({ footer: { text: x(2049) } }),
		],
		[
			'embeds.0.author.name[BASE_TYPE_MAX_LENGTH]: Must be 256 or fewer in length.',
			embed({ author: { name: x(257) } }),
		],
		[
			'embeds.0.fields[BASE_TYPE_MAX_LENGTH]: Must be 25 or fewer in length.',
			embed({ fields: many(26, () => ({ name: 'n', value: 'v' })) }),
		],
		[
			'embeds.0.fields.0.name[BASE_TYPE_MAX_LENGTH]: Must be 256 or fewer in length.',
			embed({ fields: [{ name: x(257), value: 'v' }] }),
		],
		[
			'embeds.0.fields.0.value[BASE_TYPE_MAX_LENGTH]: Must be 1024 or fewer in length.',
			embed({ fields: [{ name: 'n', value: x(1025) }] }),
		],
		[
			'embeds.0.fields.0.value[BASE_TYPE_REQUIRED]: This field is required',
			embed({ fields: [{ name: 'n', value: '' }] }),
		],
		['embeds.0.fields.0.name[BASE_TYPE_REQUIRED]: This field is required', embed({ fields: [{ value: 'v' }] })],
		['embeds.0[MODEL_TYPE_CONVERT]: Only dictionaries may be used in a ModelType', { embeds: ['text'] }],
		[
			'embeds.0.color[NUMBER_TYPE_MAX]: int value should be less than or equal to 16777215.',
			embed({ title: 'x', color: 0x1000000 }),
		],
		[
			'components[BASE_TYPE_MAX_LENGTH]: Must be 5 or fewer in length.',
			{ components: many(6, (i) => row(button(`${i}`))) },
		],
		[
			'components.0.components[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 5 in length.',
			rows(row(...many(6, (i) => button(`${i}`)))),
		],
		['components.0.components[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 5 in length.', rows(row())],
		[
			'components.0.components.0.custom_id[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 100 in length.',
			rows(row(button(x(101)))),
		],
		[
			'components.0.components.0.custom_id[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 100 in length.',
			rows(row(button(''))),
		],
		[
			'components.0.components.0.custom_id[BUTTON_COMPONENT_CUSTOM_ID_REQUIRED]: A custom id is required',
			rows(row(button())),
		],
		[
			'components.0.components.0.label[BASE_TYPE_MAX_LENGTH]: Must be 80 or fewer in length.',
			rows(row(button('a', { label: x(81) }))),
		],
		[
			'components.1.components.0.custom_id[COMPONENT_CUSTOM_ID_DUPLICATED]: Component custom id cannot be duplicated',
			rows(row(button('a')), row(button('a', { disabled: true }))),
		],
		[
			'components.0.components.1[COMPONENT_LAYOUT_WIDTH_EXCEEDED]: The specified component exceeds the maximum width',
			rows(row(menu(), button('a'))),
		],
		[
			'components.0.components.0.options[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 25 in length.',
			rows(row(menu({ options: many(26, (i) => ({ label: 'l', value: `${i}` })) }))),
		],
		[
			'components.0.components.0.options.1.value[SELECT_COMPONENT_OPTION_VALUE_DUPLICATED]: The specified option value is already used',
			rows(row(menu({ options: many(2, () => ({ label: 'l', value: 'v' })) }))),
		],
		[
			'components.0.components.0.max_values[NUMBER_TYPE_MAX]: int value should be less than or equal to 1.',
			rows(row(menu({ max_values: 2 }))),
		],
		['components.0.type[UNION_TYPE_CHOICES]: Value of field "type" must be one of (1).', rows(button('a'))],
		['components.0[TAG_FIELD_MISSING]: Field "type" is required to determine the model type.', rows({})],
		[
			'attachments[BASE_TYPE_MAX_LENGTH]: Must be 10 or fewer in length.',
			{ attachments: many(11, (id) => ({ id: String(id) })) },
		],
		[
			'allowed_mentions[MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE]: parse:["users"] and users: [ids...] are mutually exclusive.',
			{ allowed_mentions: { parse: ['users'], users: ['1'] } },
		],
	])('is refused with %s', (expected, fields) => {
		expect(message(fields)).toEqual([expected]);
	});

	it('is refused with everything that is wrong at once', () => {
		expect(message({ content: x(2001), ...embed({ title: x(257) }) })).toHaveLength(2);
	});

	it('of the second version of components has no text and no embeds, and other sizes', () => {
		const v2 = 1 << 15;
		const text = (content: string) => ({ type: 10, content });
		expect(message({ components: [{ type: 17, components: [text('hi'), row(button('a'))] }] }, v2)).toEqual([]);
		expect(message({ flags: v2, content: 'x' })).toEqual([
			expect.stringMatching(/^content\[MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2\]/),
		]);
		expect(message({ flags: v2, components: many(41, () => text('x')) })).toEqual([
			expect.stringMatching(/^components\[COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED\]/),
		]);
		expect(message({ flags: v2, components: [text(x(2000)), text(x(2001))] })).toEqual([
			expect.stringMatching(/^components\[COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED\]/),
		]);
	});
});

describe('a modal', () => {
	const input = (custom_id: string, more: object = {}) => row({ type: 4, custom_id, style: 1, label: 'L', ...more });
	const modal = (...components: object[]) =>
		refused(() => checkForm(modalForm, { custom_id: 'm', title: 'T', components }, ['data']));

	it('has up to five fields, in rows or with labels', () => {
		expect(modal(...many(5, (i) => input(`${i}`)))).toEqual([]);
		expect(modal({ type: 18, label: 'L', component: { type: 4, custom_id: 'a', style: 2 } })).toEqual([]);
		expect(modal({ type: 18, label: 'L', component: menu() })).toEqual([]);
	});

	it('is refused otherwise', () => {
		expect(modal(...many(6, (i) => input(`${i}`)))).toEqual([
			'data.components[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 5 in length.',
		]);
		expect(modal(input('a', { label: x(46) }))).toEqual([
			'data.components.0.components.0.label[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 45 in length.',
		]);
		expect(modal(input('a'), input('a'))).toEqual([expect.stringContaining('COMPONENT_CUSTOM_ID_DUPLICATED')]);
		expect(refused(() => checkForm(modalForm, { custom_id: 'm', title: x(46), components: [input('a')] }))).toEqual([
			'title[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 45 in length.',
		]);
	});
});

describe('the choices of an autocompletion', () => {
	it('are up to 25, with names of up to 100 characters', () => {
		const check = (choices: object[]) => refused(() => checkForm(choicesForm, { choices }, ['data']));
		expect(check(many(25, (value) => ({ name: x(100), value })))).toEqual([]);
		expect(check([])).toEqual([]);
		expect(check(many(26, (value) => ({ name: 'n', value })))).toEqual([
			'data.choices[BASE_TYPE_BAD_LENGTH]: Must be between 0 and 25 in length.',
		]);
		expect(check([{ name: '', value: 1 }])).toEqual([
			'data.choices.0.name[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 100 in length.',
		]);
	});
});
