import { GatewayCloseCodes } from 'discord.js';
import { StartError } from '../errors/index.js';

const REASONS: Readonly<Partial<Record<number, string>>> = {
	[GatewayCloseCodes.AuthenticationFailed]:
		'Discord refused the token. Copy it again from the page "Bot" of the application into DISCORD_TOKEN.',
	[GatewayCloseCodes.DisallowedIntents]:
		'Discord did not allow the members intent. Switch on "Server Members Intent" on the page "Bot" of the application; or set ENABLE_GUILD_MEMBERS_INTENT=false, and the commands that need it do not work.',
};

/** The closes that end a connection for good, and the cure. */
export function explainClose(code: number): StartError {
	return new StartError(REASONS[code] ?? `Discord closed the connection for good, with code ${code}.`);
}
