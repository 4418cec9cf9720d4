/** Why a request is refused. */
export interface Refusal {
	/** In seconds. */
	readonly retryAfter: number;
	readonly scope: 'user' | 'global' | 'shared';
}
