import type { ControlServer } from '../control/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { PRELOAD } from '../preload/index.js';

/** Everything that a bot needs to connect, as environment variables. */
export function environmentOf({ restUrl, token, world }: DiscordEmulator): Readonly<Record<string, string>> {
	return { DISCORD_API_BASE: restUrl, DISCORD_TOKEN: token, DISCORD_GUILD_ID: world.guild().id };
}

/**
 * The environment of a bot or a test that the command line starts. Bots on Node reach the emulator even if they know nothing of it.
 *
 * @param control - The control API, if there is one.
 */
export function environmentOfBot(
	emulator: DiscordEmulator,
	control?: Pick<ControlServer, 'url' | 'token'>,
): Readonly<Record<string, string>> {
	const { restUrl, gatewayUrl, bots } = emulator;
	const { NODE_OPTIONS } = process.env;
	return {
		...environmentOf(emulator),
		DISCORD_GATEWAY_URL: gatewayUrl,
		DISCORD_CLIENT_ID: bots[0]?.id ?? '',
		DISCORD_PUBLIC_KEY: bots[0]?.publicKey ?? '',
		...(control && { ROLLCALL_CONTROL_URL: control.url, ROLLCALL_CONTROL_TOKEN: control.token }),
		ROLLCALL_EMULATOR: new URL(restUrl).origin,
		NODE_OPTIONS: [NODE_OPTIONS, `--import=${PRELOAD}`].filter(Boolean).join(' '),
	};
}
