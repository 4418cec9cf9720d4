import { ApplicationCommandOptionType as Kind } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { asIssue, int, localizations, maxList, refusal, text } from './rules.js';

/** The names that chat commands and their options may have. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** The longest text that a user can type into an option. */
const LONGEST_TEXT = 6000;

/** A name without spaces. Letters that have a lower case must be in it. */
export const chatName = z.string().refine((name) => NAME.test(name) && name === name.toLowerCase(), {
	...refusal('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'),
});

/** The fields of all commands and options. */
export const named = {
	name: chatName,
	name_localizations: localizations(chatName).nullish(),
	description: text(1, 100),
	description_localizations: localizations(text(1, 100)).nullish(),
};

const choice = (value: z.ZodType) =>
	z.looseObject({ name: text(1, 100), name_localizations: localizations(text(1, 100)).nullish(), value });
const simple = { ...named, required: z.boolean().nullish() };
const completed = { autocomplete: z.boolean().nullish() };
const plain = (type: Kind, more: z.core.$ZodShape = {}) => z.looseObject({ ...simple, type: z.literal(type), ...more });

const valueOptions = [
	plain(Kind.String, {
		...completed,
		choices: maxList(choice(text(0, 100)), 25).nullish(),
		min_length: int(0, LONGEST_TEXT).nullish(),
		max_length: int(1, LONGEST_TEXT).nullish(),
	}),
	plain(Kind.Integer, { ...completed, choices: maxList(choice(z.int()), 25).nullish() }),
	plain(Kind.Number, { ...completed, choices: maxList(choice(z.number()), 25).nullish() }),
	plain(Kind.Channel, { channel_types: z.array(z.int()).nullish() }),
	...[Kind.Boolean, Kind.User, Kind.Role, Kind.Mentionable, Kind.Attachment].map((type) => plain(type)),
] as const;

/** Each option needs its own name, and required options come first. */
const ordered = (options: readonly { name?: unknown; required?: unknown }[], context: z.RefinementCtx) => {
	for (const [index, { name, required }] of options.entries()) {
		const before = options.slice(0, index);
		const refuse = (code: string, message: string) =>
			context.addIssue({ code: 'custom', path: [index], ...asIssue(refusal(code, message)) });
		if (required === true && before.some((option) => option.required !== true))
			refuse(
				'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
				'Required options must be placed before non-required options',
			);
		if (before.some((option) => option.name === name))
			refuse('APPLICATION_COMMAND_OPTIONS_NAME_INVALID', `Option name ${name} is already used in these options`);
	}
};

const valueList = maxList(z.discriminatedUnion('type', [...valueOptions]), 25).superRefine(ordered);
const subcommand = z.looseObject({ ...named, type: z.literal(Kind.Subcommand), options: valueList.nullish() });
const group = z.looseObject({
	...named,
	type: z.literal(Kind.SubcommandGroup),
	options: maxList(z.discriminatedUnion('type', [subcommand]), 25)
		.superRefine(uniqueNames)
		.nullish(),
});

/** The options of a command: either values, or subcommands and their groups. */
export const optionsForm = maxList(z.discriminatedUnion('type', [subcommand, group, ...valueOptions]), 25).superRefine(
	(options, context) => {
		const branches = options.filter(({ type }) => type === Kind.Subcommand || type === Kind.SubcommandGroup);
		if (branches.length === 0) return ordered(options, context);
		uniqueNames(options, context);
		if (branches.length < options.length)
			context.addIssue({
				code: 'custom',
				...asIssue(
					refusal(
						'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
						'Sub-command and sub-command group option types are mutually exclusive to all other types',
					),
				),
			});
	},
);

function uniqueNames(options: readonly { name?: unknown }[], context: z.RefinementCtx): void {
	ordered(
		options.map(({ name }) => ({ name })),
		context,
	);
}
