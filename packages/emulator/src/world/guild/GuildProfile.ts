import type { APIGuild } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { requireKnownKeys } from '../../options/index.js';
import { type GuildSettings, settingKeys } from './GuildSettings.js';

/** The fields of a guild that its admins change. */
export class GuildProfile {
	#settings: GuildSettings;
	#details: Partial<APIGuild> = {};

	constructor(settings: GuildSettings) {
		this.#settings = settings;
	}

	/** Name, language and AFK channel. */
	get settings(): GuildSettings {
		return this.#settings;
	}

	/** All other fields that were changed. */
	get details(): Partial<APIGuild> {
		return this.#details;
	}

	/** Changes any field of the guild object. */
	edit({ name, preferred_locale, afk_channel_id, afk_timeout, ...details }: Partial<APIGuild>): void {
		this.#settings = {
			name: name ?? this.#settings.name,
			locale: preferred_locale ?? this.#settings.locale,
			afkChannelId: afk_channel_id === undefined ? this.#settings.afkChannelId : afk_channel_id,
			afkTimeout: afk_timeout ?? this.#settings.afkTimeout,
		};
		this.#details = { ...this.#details, ...cloneJson(details) };
	}

	/** Changes settings. */
	change(patch: Partial<GuildSettings>): void {
		requireKnownKeys('guild.changeSettings', patch, settingKeys);
		this.#settings = { ...this.#settings, ...patch };
	}

	/** Keeps all fields. The returned function puts them back. */
	save(): () => void {
		const [settings, details] = [this.#settings, this.#details];
		return () => {
			this.#settings = settings;
			this.#details = details;
		};
	}
}
