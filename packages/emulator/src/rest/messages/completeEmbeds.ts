import type { APIEmbed, EmbedType } from 'discord-api-types/v10';

/** Embeds as Discord gives them back: those of a bot are `rich`, and each field says whether it is inline. */
export function completeEmbeds(embeds: readonly APIEmbed[]): APIEmbed[] {
	return embeds.map((embed) => ({
		...embed,
		type: 'rich' as EmbedType,
		...(embed.fields && { fields: embed.fields.map((field) => ({ ...field, inline: field.inline ?? false })) }),
	}));
}
