import type { APIEmbed, EmbedType } from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { withoutNulls } from '../../json/index.js';

/** The fields that a bot may set. Discord ignores any other. */
const known = [
	...(['title', 'description', 'url', 'timestamp', 'color'] as const),
	...(['footer', 'image', 'thumbnail', 'author', 'fields'] as const),
];

/** Embeds as Discord returns them: without `null`, of the type `rich`, and with `inline` in each field. */
export function completeEmbeds(embeds: readonly APIEmbed[]): APIEmbed[] {
	return withoutNulls(embeds).map((given) => {
		const embed: APIEmbed = Object.fromEntries(
			known.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
		);
		return {
			...embed,
			...(embed.timestamp !== undefined && { timestamp: discordTimestamp(Date.parse(embed.timestamp)) }),
			type: 'rich' as EmbedType,
			...(embed.fields && { fields: embed.fields.map((field) => ({ ...field, inline: field.inline ?? false })) }),
		};
	});
}
