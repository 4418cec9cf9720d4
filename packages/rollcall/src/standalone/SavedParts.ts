import type { WebSocketManager } from '@discordjs/ws';
import type { Engine } from '../engine/Engine.js';
import { invalid } from '../errors/invalid.js';
import type { ShardSource } from '../saved/ShardSource.js';
import type { BotState } from '../sync/BotState.js';
import type { GatewayWatch } from './GatewayWatch.js';
import type { SavedSessions } from './SessionKey.js';
import type { SessionMemory } from './SessionMemory.js';

/** The gateway of a service, as far as its sessions are concerned. */
export interface KeptGateway {
	readonly watch: GatewayWatch;
	readonly bot: BotState;
	readonly options: WebSocketManager['options'];
}

/** The parts of {@link SavedSessions} that only the service needs. */
export interface SavedParts {
	readonly memory: SessionMemory;
	/** Takes over what was saved, and goes on saving. */
	readonly keep: (engine: Engine, gateway: KeptGateway, fetch: ShardSource['fetch']) => void;
}

const known = new WeakMap<SavedSessions, SavedParts>();

/** Says what the parts of the result of `savedSessions()` are. */
export function noteParts(saved: SavedSessions, parts: SavedParts): SavedSessions {
	known.set(saved, parts);
	return saved;
}

/** @throws MemberFetchError if they are not from `savedSessions()` */
export function partsOf(saved: SavedSessions): SavedParts {
	const found = known.get(saved);
	if (!found) throw invalid('dependencies.store', saved, 'the result of savedSessions()');
	return found;
}
