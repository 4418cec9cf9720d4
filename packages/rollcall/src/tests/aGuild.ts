import type { ShardConnection } from '../interfaces/ITransport.js';
import { GuildState } from '../sync/GuildState.js';
import { ShardSession } from '../sync/ShardSession.js';
import type { VirtualClock } from './VirtualClock.js';

/** The session of shard 0: one in no doubt, except for what `told` says at the moment. */
export function aShard(clock: VirtualClock, told: Partial<ShardConnection> = {}): ShardSession {
	return new ShardSession(0, aConnection(clock, told), clock);
}

/** A guild that is held by a session of its own. */
export function aGuild(id: string, clock: VirtualClock, told: Partial<ShardConnection> = {}): GuildState {
	return new GuildState(id, aShard(clock, told), clock);
}

function aConnection(clock: VirtualClock, told: Partial<ShardConnection>) {
	return {
		connection: () => ({ ready: true, heartbeatAt: clock.now(), ...told }),
		holdsGuild: () => true,
	};
}
