import type { MemberFetchConfig } from '../config/schema.js';
import type { RequestCount } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import type { Backoff } from '../pacing/Backoff.js';
import type { OperationGate } from '../pacing/OperationGate.js';
import type { Background } from './Background.js';

/** The time, identity and limits that the service was given. */
export interface FetchDependencies {
	readonly clock: IClock;
	readonly createNonce: () => string;
	readonly config: () => MemberFetchConfig;
	readonly operations: OperationGate;
	readonly backoff: () => Backoff;
	/** It is work that nobody waits for. */
	readonly background?: Background;
	/** Called for each request that is sent, and for each refusal. */
	readonly count: (kind: keyof RequestCount, refused: boolean) => void;
}
