import * as z from '../../bundled/zod.js';

/** An id, or a word for one: bad ones are refused where they are looked up. */
export const id = z
	.string()
	.regex(/^\d{1,20}$/, 'must be an id: a text of digits')
	.describe('A snowflake.');
export const guildId = z.union([id, z.literal('first')]).describe('The id of a guild, or `first`.');
export const botId = z.union([id, z.literal('first')]).describe('The id of a bot, or `first`.');
export const userId = z
	.union([id, z.literal('owner')])
	.describe('The id of a user, or `owner` for the owner of the guild.');

/** Milliseconds of the machine's clock: a wait must end even if the emulator's clock stands still. */
export const within = z.number().min(0).max(600_000).describe('How many milliseconds to wait at most.');

/** A number in a query. */
export const inQuery = <Type extends z.ZodType>(type: Type) => z.preprocess(toNumber, type);
export const flagInQuery = z.preprocess(
	(value) => (value === 'true' ? true : value === 'false' ? false : value),
	z.boolean(),
);

function toNumber(value: unknown): unknown {
	return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

/** An object of Discord, as its reference describes it. */
export const discordObject = (what: string) =>
	z.looseObject({}).describe(`${what}, as Discord's reference describes it.`);
export const withId = (what: string) =>
	z.looseObject({ id: z.string() }).describe(`${what}, as Discord's reference describes it.`);
export const member = z
	.looseObject({ user: z.looseObject({ id: z.string() }), roles: z.array(z.string()) })
	.describe('A member, as Discord describes it.');
export const message = z
	.looseObject({ id: z.string(), channel_id: z.string(), content: z.string() })
	.describe('A message, as Discord describes it.');
export const empty = z.strictObject({});
