import { randomUUID } from 'node:crypto';
import type { GatewayContext } from './GatewayContext.js';
import { IdentifyLimit, SessionStartLimit } from './identify/index.js';
import { RequestWindow } from './memberRequests/index.js';
import { type DispatchPayload, Session, SessionStore } from './session/index.js';

/** Hears every dispatch when it is due; `delivered` says whether a socket took it. */
export type DispatchListener = (botId: string, shardId: number, payload: DispatchPayload, delivered: boolean) => void;

/** What the gateway is made of. */
export type GatewaySetup = Pick<
	GatewayContext,
	'emulator' | 'options' | 'clock' | 'accounts' | 'world' | 'faults' | 'stats' | 'url'
> & { readonly onDispatch: DispatchListener };

/** Builds what the handlers share. */
export function createContext(setup: GatewaySetup, lagOf: (session: Session) => number): GatewayContext {
	const { options, clock, stats, onDispatch, ...rest } = setup;
	const tell = ({ identity }: Session, payload: DispatchPayload, delivered: boolean) => {
		stats.countDispatch(identity.bot.id, payload.t);
		onDispatch(identity.bot.id, identity.shard[0], payload, delivered);
	};
	return {
		...rest,
		options,
		clock,
		stats,
		sessions: new SessionStore(clock, options.resumeWindow),
		identifies: new IdentifyLimit(clock, options.maxConcurrency, options.identifyWindow),
		starts: new SessionStartLimit(clock, options.sessionStartLimit, options.maxConcurrency),
		requestWindow: new RequestWindow(clock, options.requestWindow),
		tokensReset: new Set(),
		createSession: (identity) => {
			const id = randomUUID().replaceAll('-', '');
			const { replayBuffer, eventLatency } = options;
			const session = new Session({ ...identity, id, clock, lagMs: eventLatency, replayBuffer, onDispatch: tell });
			session.lagMs = lagOf(session);
			return session;
		},
	};
}
