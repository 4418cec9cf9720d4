import { ButtonStyle, ComponentType as Kind } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { asIssue, int, list, maxText, refusal, required, snowflake, text } from './rules.js';

const customId = text(1, 100);
const isLink = (style: number) => style === ButtonStyle.Link;
const hasCustomId = (style: number) => style <= ButtonStyle.Danger;

const emoji = z.looseObject({ id: snowflake.nullish(), name: z.string().nullish() });

const button = z
	.looseObject({
		type: z.literal(Kind.Button),
		style: int(1, 6),
		custom_id: customId.nullish(),
		label: maxText(80).nullish(),
		url: maxText(512).nullish(),
		sku_id: snowflake.nullish(),
		emoji: emoji.nullish(),
		disabled: z.boolean().nullish(),
	})
	.superRefine(({ style, custom_id, url, label, emoji }, context) => {
		const refuse = (field: string, why: ReturnType<typeof refusal>) =>
			context.addIssue({ code: 'custom', path: [field], ...asIssue(why) });
		if (hasCustomId(style) && (custom_id ?? undefined) === undefined)
			refuse('custom_id', refusal('BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required'));
		if (custom_id && url)
			refuse(
				'custom_id',
				refusal('BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', 'A custom id and url cannot both be specified'),
			);
		if (isLink(style) && !url) refuse('url', required);
		if (!label && !emoji && style !== ButtonStyle.Premium) refuse('label', required);
	});

const selectFields = {
	custom_id: customId,
	placeholder: maxText(150).nullish(),
	min_values: int(0, 25).nullish(),
	max_values: int(1, 25).nullish(),
	disabled: z.boolean().nullish(),
};

/** What a menu offers as picked at first, by the kind of the menu. */
const defaultKinds = {
	[Kind.UserSelect]: ['user'],
	[Kind.RoleSelect]: ['role'],
	[Kind.MentionableSelect]: ['user', 'role'],
	[Kind.ChannelSelect]: ['channel'],
} as const;

const option = z.looseObject({
	label: text(1, 100),
	value: text(1, 100),
	description: maxText(100).nullish(),
	emoji: emoji.nullish(),
});

const stringSelect = z
	.looseObject({ type: z.literal(Kind.StringSelect), ...selectFields, options: list(option, 1, 25) })
	.superRefine(({ options, max_values }, context) => {
		for (const [index, { value }] of options.entries())
			if (options.findIndex((other) => other.value === value) < index)
				context.addIssue({
					...{ code: 'custom', path: ['options', index, 'value'] },
					...asIssue(refusal('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used')),
				});
		if ((max_values ?? 1) > options.length)
			context.addIssue({
				code: 'too_big',
				origin: 'number',
				maximum: options.length,
				path: ['max_values'],
				input: max_values,
			});
	});

const otherSelects = ([Kind.UserSelect, Kind.RoleSelect, Kind.MentionableSelect, Kind.ChannelSelect] as const).map(
	(type) =>
		z.looseObject({
			type: z.literal(type),
			...selectFields,
			default_values: z.array(z.looseObject({ id: snowflake, type: z.enum(defaultKinds[type]) })).nullish(),
			channel_types: z.array(z.int()).nullish(),
		}),
);

/** Components that a user can click or pick from. */
export const interactiveForm = z.discriminatedUnion('type', [button, stringSelect, ...otherSelects]);
/** A menu of any kind. */
export const selectForm = z.discriminatedUnion('type', [stringSelect, ...otherSelects]);
