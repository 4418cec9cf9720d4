import type { KeysOf } from '../options/index.js';
import type { CommandRegistry, Interactions } from '../rest/index.js';
import type { World } from '../world/index.js';

/** The parts of the emulator that actors use. */
export interface Stage {
	readonly world: World;
	readonly interactions: Interactions;
	readonly commands: CommandRegistry;
}

/** Where an actor is, and with which bot and language. */
export interface ActorOptions {
	/** The first guild by default. */
	readonly guildId?: string | undefined;
	/** The bot whose commands it runs; the first one by default. */
	readonly botId?: string | undefined;
	/** The channel it is in; the first of the guild by default. */
	readonly channelId?: string | undefined;
	/** The language of its client. @defaultValue `'en-US'` */
	readonly locale?: string | undefined;
}

/** How a command is run. */
export interface RunOptions {
	/**
	 * Runs it even if the member lacks the `default_member_permissions` of the command, as if the admins of the server
	 * had allowed it. Then only the bot's own checks are left.
	 */
	readonly force?: boolean;
}

export const actorKeys: KeysOf<ActorOptions> = { guildId: true, botId: true, channelId: true, locale: true };
export const runKeys: KeysOf<RunOptions> = { force: true };
