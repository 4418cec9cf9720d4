/** The guild that is asked, and how. */
export interface Target {
	/** The REST API without its version. */
	readonly api: string;
	readonly token: string;
	readonly guildId: string;
}

const DISCORD = 'https://discord.com/api';

/**
 * Reads what to ask from the environment: `DISCORD_TOKEN`, `DISCORD_GUILD_ID`, and `DISCORD_API_BASE` if it is not Discord.
 *
 * @returns `undefined` if there is no token, so that nothing is asked
 * @throws RangeError for a value that cannot be right; it never holds the token
 */
export function readTarget(environment: NodeJS.ProcessEnv): Target | undefined {
	const { DISCORD_TOKEN: token, DISCORD_GUILD_ID: guildId = '', DISCORD_API_BASE: api = DISCORD } = environment;
	if (!token) return undefined;
	if (!/^[1-9]\d{16,19}$/.test(guildId)) {
		throw new RangeError(`DISCORD_GUILD_ID: expected the id of a guild that the bot is in, got ${guildId || 'none'}.`);
	}
	if (!URL.canParse(api) || !api.endsWith('/api')) {
		throw new RangeError(`DISCORD_API_BASE: expected an address that ends in /api, such as ${DISCORD}, got ${api}.`);
	}
	return { api, token, guildId };
}
