import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import type { GuildOptions, KeysOf } from '../../options/index.js';

/** The settings of a guild that its admins change. */
export interface GuildSettings {
	readonly name: string;
	/** The guild's language, for example `ko`. */
	readonly locale: string;
	/** The channel to which Discord moves silent members in voice; `null` for none. */
	readonly afkChannelId: string | null;
	/** The seconds after which Discord moves them. */
	readonly afkTimeout: number;
}

/** The settings that can be changed. */
export const settingKeys: KeysOf<GuildSettings> = { name: true, locale: true, afkChannelId: true, afkTimeout: true };

/** The settings of a guild at the start. */
export function firstSettings(
	options: GuildOptions,
	fallbackName: string,
	channels: Iterable<APIChannel>,
): GuildSettings {
	const { name = fallbackName, locale = 'en-US', afkChannel = 'AFK', afkTimeout = 300 } = options;
	const voice = [...channels].filter(({ type }) => type === ChannelType.GuildVoice);
	const found = voice.find((channel) => channel.name === afkChannel);
	if (afkChannel !== null && !found)
		throw new RangeError(
			`afkChannel: there is no voice channel "${afkChannel}"; there are ${voice.map((channel) => `"${channel.name}"`).join(', ')}`,
		);
	return { name, locale, afkChannelId: found?.id ?? null, afkTimeout };
}
