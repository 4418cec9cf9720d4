import { Locale } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { isRecord } from '../../json/index.js';

/** A refusal of one field in Discord's words. */
export interface Refusal {
	readonly code: string;
	readonly message: string;
}

/** The parameters of a zod rule whose error has Discord's code. */
export const refusal = (code: string, message: string) => ({ error: message, params: { code } });

export const required = refusal('BASE_TYPE_REQUIRED', 'This field is required');
export const maxLength = (max: number) => refusal('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
export const badLength = (min: number, max: number) =>
	refusal('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
export const choices = (values: Iterable<string | number>) =>
	refusal('BASE_TYPE_CHOICES', `Value must be one of (${[...values].join(', ')}).`);

/** Characters as Discord counts them: code points, not halves of surrogate pairs. */
export const lengthOf = (text: string): number => [...text].length;

/** A text of at most `max` characters. */
export const maxText = (max: number) => z.string().refine((text) => lengthOf(text) <= max, maxLength(max));

/** A text between two lengths. */
export const text = (min: number, max: number) =>
	z.string().refine((value) => lengthOf(value) >= min && lengthOf(value) <= max, badLength(min, max));

/** A text that must not be blank. */
export const someText = (max: number) => maxText(max).refine((value) => value.trim() !== '', required);

/** A list of at most `max` items. */
export const maxList = <T extends z.ZodType>(item: T, max: number) =>
	z.array(item).refine(({ length }) => length <= max, maxLength(max));

/** A list between two lengths. */
export const list = <T extends z.ZodType>(item: T, min: number, max: number) =>
	z.array(item).refine(({ length }) => length >= min && length <= max, badLength(min, max));

/** An integer between two bounds. */
export const int = (min: number, max: number) => z.int().min(min).max(max);

/** The kind of an overwrite: 0 for a role, 1 for a member. discordrb sends the words of old versions, which Discord still takes. */
export const overwriteType = z.literal([0, 1]);

/** A picture as a data URI. */
export const image = z
	.string()
	.regex(/^data:image\/(?:png|jpe?g|gif|webp|avif);base64,[\w+/=-]+$/, 'Unsupported image type given');

const ISO_8601 = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** A time in the words of ISO 8601. */
export const dateTime = z
	.string()
	.refine(
		(value) => ISO_8601.test(value) && !Number.isNaN(Date.parse(value)),
		refusal('DATE_TIME_TYPE_PARSE', 'Could not parse. Should be ISO8601.'),
	);

const numeral = (kind: string) =>
	z.string().refine((value) => /^\d{1,20}$/.test(value), {
		error: ({ input }) => `Value "${input}" is not ${kind}.`,
		params: { code: 'NUMBER_TYPE_COERCE' },
	});

/** An id. It may be an integer: {@link convert} makes text of it. */
export const snowflake = numeral('snowflake');

/** The bits of permissions. They may be an integer, too. */
export const permissions = numeral('int');

const locales: readonly string[] = Object.values(Locale);

/** Texts by language. A key that is not a language of Discord is refused. */
export const localizations = (item: z.ZodType) =>
	// The keys are checked before zod reads the record, because it skips a key that is called __proto__.
	z
		.unknown()
		.superRefine((texts, context) => {
			const quoted = locales.map((locale) => `'${locale}'`);
			for (const key of Object.keys(isRecord(texts) ? texts : {}))
				if (!locales.includes(key)) context.addIssue({ code: 'custom', path: [key], ...asIssue(choices(quoted)) });
		})
		.pipe(z.record(z.string(), item.nullable()));

/** A refusal in the form that zod's `addIssue` takes. */
export const asIssue = ({ error, params }: ReturnType<typeof refusal>) => ({ message: error, params });
