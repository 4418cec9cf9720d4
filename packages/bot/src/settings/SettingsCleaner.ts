import { type Client, Events, type Guild } from 'discord.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Logger, outlive } from '../logging/index.js';
import { GuildSettingsStore } from './GuildSettingsStore.js';

/**
 * Removes roles and channels from the settings that no longer exist, including those that were deleted while the bot
 * was down.
 */
@injectable()
export class SettingsCleaner implements Feature {
	readonly name = 'settings cleaner';

	constructor(
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	attach(client: Client): void {
		client.on(Events.GuildRoleDelete, ({ id, guild }) => this.#try(() => this.#removeRole(guild.id, id)));
		client.on(Events.ChannelDelete, (channel) => {
			if (!channel.isDMBased()) this.#try(() => this.#removeChannel(channel.guildId, channel.id));
		});
	}

	start(client: Client<true>): void {
		for (const guild of client.guilds.cache.values()) if (guild.available) this.#try(() => this.#clean(guild));
	}

	/** The next start removes what cannot be removed now. */
	#try(remove: () => void): void {
		outlive(this.logger, 'Settings of deleted roles and channels could not be removed', remove);
	}

	#clean({ id, roles, channels }: Guild): void {
		const { requiredHours, afkRoleId, reportChannelId } = this.settings.get(id);
		for (const roleId of [...requiredHours.keys(), ...(afkRoleId === null ? [] : [afkRoleId])])
			if (!roles.cache.has(roleId)) this.#removeRole(id, roleId);
		if (reportChannelId !== null && !channels.cache.has(reportChannelId)) this.#removeChannel(id, reportChannelId);
	}

	#removeRole(guildId: string, roleId: string): void {
		const { requiredHours, afkRoleId } = this.settings.get(guildId);
		if (requiredHours.has(roleId)) this.settings.setRequiredHours(guildId, roleId, null);
		if (afkRoleId === roleId) this.settings.set(guildId, { afkRoleId: null });
	}

	#removeChannel(guildId: string, channelId: string): void {
		if (this.settings.get(guildId).reportChannelId === channelId) this.settings.set(guildId, { reportChannelId: null });
	}
}
