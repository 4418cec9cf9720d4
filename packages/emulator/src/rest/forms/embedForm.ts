import * as z from '../../bundled/zod.js';
import { dateTime, lengthOf, maxList, maxText, refusal, someText } from './rules.js';

const MOST_CHARACTERS = 6000;

const field = z.looseObject({ name: someText(256), value: someText(1024), inline: z.boolean().nullish() });

const picture = z.looseObject({ url: z.string() });

/** An embed, with the lengths that Discord documents. */
const embed = z.looseObject({
	title: maxText(256).nullish(),
	description: maxText(4096).nullish(),
	fields: maxList(field, 25).nullish(),
	footer: z.looseObject({ text: maxText(2048), icon_url: z.string().nullish() }).nullish(),
	author: z.looseObject({ name: maxText(256), url: z.string().nullish(), icon_url: z.string().nullish() }).nullish(),
	url: z.string().nullish(),
	timestamp: dateTime.nullish(),
	image: picture.nullish(),
	thumbnail: picture.nullish(),
	color: z.int().min(0).max(0xff_ff_ff).nullish(),
});

/** Up to ten embeds, with 6000 characters together. */
export const embedsForm = maxList(embed, 10).refine(
	(embeds) => embeds.reduce((sum, each) => sum + sizeOf(each), 0) <= MOST_CHARACTERS,
	refusal('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MOST_CHARACTERS}`),
);

/** The characters of all texts that a reader sees. */
function sizeOf({ title, description, fields, footer, author }: z.infer<typeof embed>): number {
	const texts = [title, description, footer?.text, author?.name];
	const all = [...texts, ...(fields ?? []).flatMap(({ name, value }) => [name, value])];
	return all.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
