import type { APIUser } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import type { Clock } from '../../clock/index.js';
import type { GuildEvent } from '../changes/index.js';

/** The part of the world that a guild needs. */
export interface GuildSurroundings {
	readonly clock: Clock;
	readonly bots: readonly BotAccount[];
	/** A new snowflake, later than all before. */
	nextId(): string;
	/** A user id that nobody has, of an account made at any time. */
	strangerId(): string;
	/** A user that any guild knows. */
	findUser(id: string): APIUser | undefined;
	emit(guildId: string, event: GuildEvent): void;
}
