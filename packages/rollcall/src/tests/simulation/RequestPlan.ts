/** The fate of one full request; the default is a faithful answer. */
export interface RequestPlan {
	readonly answer: 'chunks' | 'silence' | 'refusal';
	/** Whether a refusal names the nonce. */
	readonly named: boolean;
	readonly refusedMs: number;
	/** Members a chunk; several: one after the other, round and round. */
	readonly sizes: readonly number[];
	/** When the data of a chunk is read: as it is made, when the request came, up to 10 s before it, or each as it comes. */
	readonly data: 'made' | 'asked' | 'replica' | 'mixed';
	/** How far a replica lags, 0..1 of ten seconds. */
	readonly lag: number;
	/** Sorted by id. */
	readonly sorted: boolean;
	/** Sorted by id within each chunk, whatever is true across them. */
	readonly sortedWithin: boolean;
	/** Chunks (modulo their count) that are lost, or come twice. */
	readonly lose: readonly number[];
	readonly repeat: readonly number[];
	readonly shuffle: boolean;
	/** Ms to the first chunk, between chunks, and from the reading of a chunk's data to its dispatch. */
	readonly firstMs: number;
	readonly paceMs: number;
	readonly holdMs: number;
	/** Ms by which the answer stops before each chunk, in the order in which they are sent; round and round. */
	readonly pauses: readonly number[];
	/** Chunks (modulo their count) that come later than their turn, and by how many ms. */
	readonly late: readonly number[];
	readonly lateMs: number;
	/** The work on it does not outlive a cut. */
	readonly diesWithSocket: boolean;
}

export const FAITHFUL: RequestPlan = {
	answer: 'chunks',
	named: true,
	refusedMs: 20_000,
	sizes: [1_000],
	data: 'made',
	lag: 0,
	sorted: true,
	sortedWithin: true,
	lose: [],
	repeat: [],
	shuffle: false,
	firstMs: 60,
	paceMs: 50,
	holdMs: 0,
	pauses: [],
	late: [],
	lateMs: 0,
	diesWithSocket: false,
};

export interface RestPlan {
	readonly answer: 'ok' | 'limited' | 'unavailable' | 'hang' | 'short' | 'unsorted' | 'repeat' | 'empty';
	readonly latencyMs: number;
	/** For `limited`: ms for which Discord refuses this kind of request from then on. */
	readonly retryMs?: number;
	/** Ms by which its data is older than its response. */
	readonly lagMs?: number;
}

export const PROMPT: RestPlan = { answer: 'ok', latencyMs: 100 };
