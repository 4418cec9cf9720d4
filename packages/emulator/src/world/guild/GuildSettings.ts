import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import type { GuildOptions, KeysOf } from '../../options/index.js';

/** What the admins of a guild set for it. */
export interface GuildSettings {
	readonly name: string;
	/** The guild's language, for example `ko`. */
	readonly locale: string;
	/** Where Discord moves those to who say nothing in voice; `null` for nowhere. */
	readonly afkChannelId: string | null;
	/** After so many seconds. */
	readonly afkTimeout: number;
}

/** What can be set. */
export const settingKeys: KeysOf<GuildSettings> = { name: true, locale: true, afkChannelId: true, afkTimeout: true };

/** The settings that a guild begins with. */
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
