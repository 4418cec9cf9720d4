import type { OptionalWebSocketManagerOptions, SessionInfo } from '@discordjs/ws';

/** Sessions of this connection alone: by default all gateways of a process share one store. */
export function sessionStore(): Pick<OptionalWebSocketManagerOptions, 'retrieveSessionInfo' | 'updateSessionInfo'> {
	const sessions = new Map<number, SessionInfo>();
	return {
		retrieveSessionInfo: (shardId) => sessions.get(shardId) ?? null,
		updateSessionInfo: (shardId, session) => {
			if (session) sessions.set(shardId, session);
			else sessions.delete(shardId);
		},
	};
}
