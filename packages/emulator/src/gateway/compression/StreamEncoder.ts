import { constants, deflateRawSync } from 'node:zlib';
import type { Encoded, IEncoder } from './IEncoder.js';

/** How far back a deflate stream can refer. */
const WINDOW_BYTES = 32 * 1024;
/** The two bytes that open a zlib stream: deflate with a 32 KB window, fastest level. */
const ZLIB_HEADER = Buffer.from([0x78, 0x01]);

/**
 * Transport compression `zlib-stream`: one zlib stream for the whole connection, flushed after each payload.
 *
 * The stream is built from synchronous pieces, and each piece uses the text before it as dictionary. To the client this
 * is one shared context. Nothing waits for a callback of a stream, so the order of payloads is simple.
 */
export class StreamEncoder implements IEncoder {
	#window: Buffer | undefined;

	/** {@inheritDoc IEncoder.encode} */
	encode(payload: Buffer): Encoded {
		const dictionary = this.#window;
		const flushed = deflateRawSync(payload, {
			level: 1,
			finishFlush: constants.Z_SYNC_FLUSH,
			...(dictionary && { dictionary }),
		});
		this.#remember(payload);
		return { bytes: dictionary ? flushed : Buffer.concat([ZLIB_HEADER, flushed]), binary: true };
	}

	/** Copies the end of what was sent, so that no large payload and no older window stays in memory. */
	#remember(payload: Buffer): void {
		const before = this.#window ?? Buffer.alloc(0);
		const kept = before.subarray(Math.max(0, before.length + payload.length - WINDOW_BYTES));
		this.#window = Buffer.concat([kept, payload.subarray(-WINDOW_BYTES)]);
	}
}
