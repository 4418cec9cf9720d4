import type { AskedRole } from '../roles/AskedRole.js';
import type { BotState } from '../sync/BotState.js';
import type { CalledGuild } from './CalledGuild.js';

/**
 * All that the engine asks of a client library.
 *
 * @typeParam Named - what callers pass as a guild
 */
export interface IClientLibrary<Named> {
	/** Reads the guild that a caller passed; throws if that is no guild. */
	call(guild: Named): CalledGuild;
	/** Reads the role that a caller passed; throws if it cannot be one. */
	readRole(asked: unknown, guildId: string): AskedRole;
	/** The bots that the service listens to. */
	bots(): readonly BotState[];
	/** Stops listening to all of them. */
	close(): void;
}
