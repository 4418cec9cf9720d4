import { constants, deflateRawSync } from 'node:zlib';
import type { IEncoder } from './IEncoder.js';

/** How far back a deflate stream can refer. */
const WINDOW_BYTES = 32 * 1024;
/** The two bytes that open a zlib stream: deflate with a 32 KB window, fastest level. */
const ZLIB_HEADER = Buffer.from([0x78, 0x01]);

/**
 * Transport compression `zlib-stream`: one zlib stream for the whole connection, flushed after each payload.
 *
 * The stream is built from synchronous pieces that take the text before them as dictionary. To the client this is
 * one shared context, and nothing has to wait for a callback of a stream, so the order of payloads is plain.
 */
export class StreamEncoder implements IEncoder {
	#window: Buffer | undefined;

	/** {@inheritDoc IEncoder.encode} */
	encode(text: string): Buffer {
		const plain = Buffer.from(text);
		const dictionary = this.#window;
		const flushed = deflateRawSync(plain, {
			level: 1,
			finishFlush: constants.Z_SYNC_FLUSH,
			...(dictionary && { dictionary }),
		});
		this.#window = Buffer.concat([dictionary ?? Buffer.alloc(0), plain.subarray(-WINDOW_BYTES)]).subarray(
			-WINDOW_BYTES,
		);
		return dictionary ? flushed : Buffer.concat([ZLIB_HEADER, flushed]);
	}
}
