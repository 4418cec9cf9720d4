import type { ResolvedOptions } from 'rollcall-emulator';

/** What Discord allows, as the emulator's profile plays it. Times in ms. */
export interface Limits {
	/** From a request over the gateway to its first chunk. */
	readonly answerMs: number;
	readonly chunkSize: number;
	/** The time that each member of a chunk takes until the next chunk. */
	readonly memberMs: number;
	/** For how long a second full request is refused. */
	readonly gateMs: number;
	/** The answer to one REST request. */
	readonly restMs: number;
	readonly pageSize: number;
	/** So many pages in a window that begins with the first. */
	readonly pages: { readonly limit: number; readonly window: number };
	/** A bot that has logged in may identify again after this time. */
	readonly identifyMs: number;
}

const PAGE_SIZE = 1_000;

/** The limits of an emulator's options. */
export function limitsOf({ gateway, rest }: Pick<ResolvedOptions, 'gateway' | 'rest'>): Limits {
	return {
		answerMs: gateway.requestLatency,
		chunkSize: gateway.chunkSize,
		memberMs: gateway.membersPerSecond > 0 ? 1_000 / gateway.membersPerSecond : 0,
		gateMs: gateway.requestWindow,
		restMs: rest.latency,
		pageSize: PAGE_SIZE,
		pages: rest.buckets.listMembers ?? rest.buckets.default,
		identifyMs: gateway.identifyWindow,
	};
}
