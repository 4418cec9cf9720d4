import { deflateSync } from 'node:zlib';
import type { IEncoder } from './IEncoder.js';

/** Below this, compressing costs more than it saves; a client has to take both kinds anyway. */
const SMALLEST_COMPRESSED = 1024;

/** Payload compression: each large payload is a zlib stream of its own (`compress: true` in IDENTIFY). */
export class PacketEncoder implements IEncoder {
	/** {@inheritDoc IEncoder.encode} */
	encode(text: string): string | Buffer {
		return text.length < SMALLEST_COMPRESSED ? text : deflateSync(text, { level: 1 });
	}
}
