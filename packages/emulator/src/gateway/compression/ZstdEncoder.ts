import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Encoded, IEncoder } from './IEncoder.js';

/** A stream of zstd, which the types of Node 20 do not have. */
interface ZstdStream extends Transform {
	flush(kind: number, done: (error?: Error | null) => void): void;
	close(): void;
}

/** As small as the window of zlib, since each connection has a stream of its own, and sockets that say nothing have one, too. */
const SMALL = { compressionLevel: 1, windowLog: 15, hashLog: 13, chainLog: 13 } as const;

const { createZstdCompress, constants } = zlib as unknown as {
	readonly createZstdCompress?: (options: object) => ZstdStream;
	readonly constants: Readonly<Record<'ZSTD_e_flush' | `ZSTD_c_${keyof typeof SMALL}`, number>>;
};

/** Whether this Node has zstd: 22.15, 23.8 and later do. */
export const hasZstd = createZstdCompress !== undefined;

/**
 * Transport compression `zstd-stream`: one zstd frame for the whole connection, flushed after each payload.
 *
 * Node has no synchronous way to go on with a frame, and a frame cannot be made of pieces as a zlib stream can. So the
 * bytes come later, in the order of the payloads.
 */
export class ZstdEncoder implements IEncoder {
	readonly #stream: ZstdStream;
	readonly #pieces: Buffer[] = [];

	constructor() {
		if (!createZstdCompress) throw new Error('This Node has no zstd. 22.15, 23.8 and later have it.');
		this.#stream = createZstdCompress({ params: paramsOf(SMALL) });
		this.#stream.on('data', (piece: Buffer) => this.#pieces.push(piece));
		// The one who waits hears of it. Without a listener, the error would end the process.
		this.#stream.on('error', () => undefined);
	}

	/** {@inheritDoc IEncoder.encode} */
	encode(payload: Buffer): Promise<Encoded> {
		return new Promise((resolve, reject) => {
			this.#stream.write(payload);
			this.#stream.flush(constants.ZSTD_e_flush, (error) => {
				if (error) reject(error);
				else resolve({ bytes: Buffer.concat(this.#pieces.splice(0)), binary: true });
			});
		});
	}

	/** {@inheritDoc IEncoder.close} */
	close(): void {
		this.#stream.close();
	}
}

function paramsOf(wanted: typeof SMALL): Record<number, number> {
	const entries = Object.entries(wanted) as [keyof typeof SMALL, number][];
	return Object.fromEntries(entries.map(([name, value]) => [constants[`ZSTD_c_${name}`], value]));
}
