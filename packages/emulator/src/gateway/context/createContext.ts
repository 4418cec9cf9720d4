import { randomUUID } from 'node:crypto';
import type { SendQueue } from '../connection/index.js';
import { IdentifyLimit, RequestWindow, SessionStartLimit } from '../limits/index.js';
import { MemoryBudget } from '../memory/index.js';
import { type DispatchPayload, type Outbox, type ReplayBuffer, Session, SessionStore } from '../session/index.js';
import type { GatewayContext } from './GatewayContext.js';

/** Called for every dispatch when it is due. `delivered` says whether a socket took it. */
export type DispatchListener = (botId: string, shardId: number, payload: DispatchPayload, delivered: boolean) => void;

/** As {@link DispatchListener}, with the data as text: to parse it would cost more than to send it. */
export type DispatchTextListener = (...dispatch: [...Parameters<DispatchListener>, text: string]) => void;

/** The surroundings of the gateway. */
export type GatewaySetup = Pick<
	GatewayContext,
	'access' | 'options' | 'clock' | 'accounts' | 'world' | 'faults' | 'stats' | 'onTraffic'
> & { readonly onDispatch: DispatchTextListener };

/** The characters that may wait in all sessions until they are due, for example in a pause. */
const MOST_BACKLOG = 128 * 1024 * 1024;

/** The bytes that may wait at all sockets, beside what is kept for resumes anyway. */
const MOST_UNSENT = 256 * 1024 * 1024;

/** Builds what the handlers share. */
export function createContext(setup: GatewaySetup, lagOf: (session: Session) => number): GatewayContext {
	const { options, clock, stats, onDispatch, ...rest } = setup;
	const tell = ({ identity }: Session, payload: DispatchPayload, delivered: boolean, text: string) => {
		stats.countDispatch(identity.bot.id, payload.t);
		onDispatch(identity.bot.id, identity.shard[0], payload, delivered, text);
	};
	const replays = new MemoryBudget<ReplayBuffer>(options.replayBytes);
	const backlogs = new MemoryBudget<Outbox>(MOST_BACKLOG);
	return {
		...rest,
		unsent: new MemoryBudget<SendQueue>(MOST_UNSENT + options.replayBytes),
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
			const { replayBuffer, eventLatency: lagMs } = options;
			const surroundings = { clock, lagMs, replayBuffer, replays, backlogs, onDispatch: tell };
			const session = new Session({ ...identity, id, ...surroundings });
			session.lagMs = lagOf(session);
			return session;
		},
	};
}
