/** The hosts of Discord that bots call by name. */
export const discordHosts: readonly string[] = [
	...['discord.com', 'canary.discord.com', 'ptb.discord.com', 'gateway.discord.gg'],
	...['discordapp.com', 'cdn.discordapp.com', 'media.discordapp.net'],
];

const DOMAIN = /(?:^|\.)discord(?:app)?\.(?:com|gg|net|media)$/i;

/** Whether a name is one of Discord's, listed or not: none of them may be reached by mistake. */
export function isDiscordHost(name: unknown): boolean {
	return typeof name === 'string' && DOMAIN.test(name);
}
