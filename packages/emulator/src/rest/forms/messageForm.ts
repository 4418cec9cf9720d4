import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { checkForm } from './checkForm.js';
import { componentsForm, layoutForm } from './componentForm.js';
import { embedsForm } from './embedForm.js';
import { asIssue, maxList, maxText, refusal } from './rules.js';

const kinds = ['users', 'roles'] as const;

/** Who may be pinged: by kind, or one by one, but not both for the same kind. */
const allowedMentions = z
	.looseObject({
		parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
		users: maxList(z.string(), 100).nullish(),
		roles: maxList(z.string(), 100).nullish(),
		replied_user: z.boolean().nullish(),
	})
	.superRefine((allowed, context) => {
		for (const kind of kinds)
			if (allowed.parse?.includes(kind) && allowed[kind]?.length)
				context.addIssue({
					code: 'custom',
					...asIssue(
						refusal(
							'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
							`parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
						),
					),
				});
	});

const shared = {
	flags: z.int().nullish(),
	tts: z.boolean().nullish(),
	attachments: maxList(z.looseObject({}), 10).nullish(),
	allowed_mentions: allowedMentions.nullish(),
};

const plainForm = z.looseObject({
	...shared,
	content: maxText(2000).nullish(),
	embeds: embedsForm.nullish(),
	components: componentsForm.nullish(),
});

const legacy = (field: string) =>
	refusal(
		'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
		`The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
	);
const nothing = (field: string) =>
	z
		.union([z.string(), z.array(z.unknown())])
		.nullish()
		.refine((value) => !value?.length, legacy(field));

const secondForm = z.looseObject({
	...shared,
	content: nothing('content'),
	embeds: nothing('embeds'),
	components: layoutForm.nullish(),
});

/** Refuses a message that is larger than Discord takes. @param flags - Of the message that is changed. */
export function checkMessage(fields: Readonly<Record<string, unknown>>, at: readonly string[], flags = 0): void {
	const all = flags | Number(fields.flags ?? 0);
	checkForm((all & MessageFlags.IsComponentsV2) === 0 ? plainForm : secondForm, fields, at);
}
