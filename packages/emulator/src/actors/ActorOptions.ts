import type { KeysOf } from '../options/index.js';
import type { CommandRegistry, Interactions } from '../rest/index.js';
import type { World } from '../world/index.js';

/** What actors work on. */
export interface Stage {
	readonly world: World;
	readonly interactions: Interactions;
	readonly commands: CommandRegistry;
}

/** Who a user is and where. */
export interface ActorOptions {
	/** The first guild unless given. */
	readonly guildId?: string | undefined;
	/** The bot whose commands it runs: the first unless given. */
	readonly botId?: string | undefined;
	/** The channel it is in: the first of the guild unless given. */
	readonly channelId?: string | undefined;
	/** The language of its client. @defaultValue `'en-US'` */
	readonly locale?: string | undefined;
}

/** How a command is run. */
export interface RunOptions {
	/**
	 * Runs it also when the member lacks the `default_member_permissions` of the command, as where the admins of a
	 * server have allowed it: the bot's own checks are then all there is.
	 */
	readonly force?: boolean;
}

export const actorKeys: KeysOf<ActorOptions> = { guildId: true, botId: true, channelId: true, locale: true };
export const runKeys: KeysOf<RunOptions> = { force: true };
