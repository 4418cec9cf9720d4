import type { SessionInfo } from '@discordjs/ws';

/** The bot whose sessions are saved. */
export interface SessionKey {
	/** Id of the application; for a bot of these years, that is the id of its user. */
	readonly applicationId: string;
	/** The same as for the gateway. */
	readonly intents: number;
	/** The same as for the gateway, which must be told it. @defaultValue 1 */
	readonly shardCount?: number;
	/** The shards of this process. @defaultValue all of them */
	readonly shardIds?: readonly number[];
}

/** What the shards of a bot saved before it was started again. */
export interface SavedSessions {
	/** Pass it to `WebSocketManager`: the shards resume their saved sessions. */
	readonly retrieveSessionInfo: (shardId: number) => SessionInfo | null;
	/** Pass it to `WebSocketManager`, too. */
	readonly updateSessionInfo: (shardId: number, session: SessionInfo | null) => void;
}
