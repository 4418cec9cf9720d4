import { RemoteProcess } from '../processes/RemoteProcess.js';
import type { DiscordCommands } from './DiscordCommands.js';

/** The emulator in its own process, as the process that started it sees it. */
export type RemoteDiscord = RemoteProcess<DiscordCommands>;

/** Starts a process for an emulator of its own. */
export function startDiscord(): RemoteDiscord {
	return new RemoteProcess('the emulator', new URL('./discordProcess.js', import.meta.url));
}
