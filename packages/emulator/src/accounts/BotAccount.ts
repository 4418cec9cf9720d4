import type { APIUser } from 'discord-api-types/v10';
import type { SigningKey } from './SigningKey.js';

/** The privileged intents that an application is granted. */
export interface GrantedIntents {
	readonly members: boolean;
	readonly presences: boolean;
	readonly messageContent: boolean;
}

/** A bot that may log in: its token, its user, and its application's rights. */
export interface BotAccount {
	readonly token: string;
	/** The id of the bot's user. */
	readonly id: string;
	readonly applicationId: string;
	/** Signs the interactions that the application gets over HTTP. */
	readonly key: SigningKey;
	readonly user: APIUser;
	readonly intents: GrantedIntents;
	/** The guilds that it is in at the start: all, or these ids. */
	readonly guilds: 'all' | readonly string[];
	/** The permission bits of its own role. */
	readonly permissions: bigint;
}
