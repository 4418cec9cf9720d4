import type { APIEmbed, EmbedType } from 'discord-api-types/v10';
import { withoutNulls } from '../../json/index.js';

/** Embeds as Discord returns them: without `null`, of the type `rich`, and with `inline` in each field. */
export function completeEmbeds(embeds: readonly APIEmbed[]): APIEmbed[] {
	return withoutNulls(embeds).map((embed) => ({
		...embed,
		type: 'rich' as EmbedType,
		...(embed.fields && { fields: embed.fields.map((field) => ({ ...field, inline: field.inline ?? false })) }),
	}));
}
