import type { IEncoder } from './IEncoder.js';
import { StreamEncoder } from './StreamEncoder.js';
import { hasZstd, ZstdEncoder } from './ZstdEncoder.js';

/** The compressions of the whole transport, by their names in the query of a connection. */
export const transports: ReadonlyMap<string, () => IEncoder> = new Map([
	['zlib-stream', (): IEncoder => new StreamEncoder()],
	...(hasZstd ? [['zstd-stream', (): IEncoder => new ZstdEncoder()] as const] : []),
]);
