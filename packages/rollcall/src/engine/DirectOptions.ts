import type { FetchOptions } from '../interfaces/FetchOptions.js';

/** Options of a call for single members or counts. */
export type DirectOptions = Pick<FetchOptions, 'signal' | 'timeout'>;
