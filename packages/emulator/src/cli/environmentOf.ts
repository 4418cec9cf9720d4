import type { DiscordEmulator } from '../DiscordEmulator.js';

/** Everything that a bot needs to connect, as environment variables. */
export function environmentOf({ restUrl, token, world }: DiscordEmulator): Readonly<Record<string, string>> {
	return { DISCORD_API_BASE: restUrl, DISCORD_TOKEN: token, DISCORD_GUILD_ID: world.guild().id };
}
