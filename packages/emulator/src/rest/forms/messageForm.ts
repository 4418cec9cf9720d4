import { MessageFlags } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { checkForm } from './checkForm.js';
import { anyComponent, componentsForm, layoutForm } from './componentForm.js';
import { embedsForm } from './embedForm.js';
import { asIssue, maxList, maxText, refusal, snowflake } from './rules.js';

const kinds = ['users', 'roles'] as const;

/** The pings that are allowed: by kind or by id, but not both for the same kind. */
const allowedMentions = z
	.looseObject({
		parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
		users: maxList(snowflake, 100).nullish(),
		roles: maxList(snowflake, 100).nullish(),
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

/** The message that is replied to. */
export const messageReference = z.looseObject({
	message_id: snowflake.nullish(),
	channel_id: snowflake.nullish(),
	guild_id: snowflake.nullish(),
	fail_if_not_exists: z.boolean().nullish(),
});

const isNonce = (value: unknown) =>
	value === undefined ||
	value === null ||
	Number.isSafeInteger(value) ||
	(typeof value === 'string' && value.length <= 25);

const shared = {
	nonce: z.unknown().optional().refine(isNonce, refusal('NONCE_TYPE_CONVERT', 'Could not interpret as nonce.')),
	flags: z.int().nullish(),
	tts: z.boolean().nullish(),
	attachments: maxList(z.looseObject({ id: snowflake.nullish() }), 10).nullish(),
	allowed_mentions: allowedMentions.nullish(),
	message_reference: messageReference.nullish(),
	sticker_ids: z.array(snowflake).nullish(),
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

/** Flags as they were given. If they are not a number, 0; the check refuses them. */
export const readFlags = (flags: unknown): number => (Number.isSafeInteger(flags) ? Number(flags) : 0);

/** The types of a message's fields, for both versions of components. */
export const messageTypes = z.looseObject({ ...plainForm.shape, components: z.array(anyComponent).nullish() });

/** Refuses a message that is larger than Discord allows. @param flags - The flags of the message that is changed. */
export function checkMessage(fields: Readonly<Record<string, unknown>>, at: readonly string[], flags = 0): void {
	const all = flags | readFlags(fields?.flags);
	checkForm((all & MessageFlags.IsComponentsV2) === 0 ? plainForm : secondForm, fields, at);
}
