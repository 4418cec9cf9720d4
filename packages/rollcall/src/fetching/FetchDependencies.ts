import type { MemberFetchConfig } from '../config/schema.js';
import type { RequestCount } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import type { Backoff } from '../pacing/Backoff.js';
import type { OperationGate } from '../pacing/OperationGate.js';

/** Time, identity and limits, as the service was given them. */
export interface FetchDependencies {
	readonly clock: IClock;
	readonly createNonce: () => string;
	readonly config: () => MemberFetchConfig;
	readonly operations: OperationGate;
	readonly backoff: () => Backoff;
	/** Told of each request that is sent, and of each refusal. */
	readonly count: (kind: keyof RequestCount, refused: boolean) => void;
}
