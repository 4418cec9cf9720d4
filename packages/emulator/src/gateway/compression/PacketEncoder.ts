import { deflateSync } from 'node:zlib';
import type { Encoded, IEncoder } from './IEncoder.js';

/** Below this, compression costs more than it saves. Clients have to take both kinds anyway. */
const SMALLEST_COMPRESSED = 1024;

/** Payload compression: each large payload is a zlib stream of its own (`compress: true` in IDENTIFY). */
export class PacketEncoder implements IEncoder {
	/** {@inheritDoc IEncoder.encode} */
	encode(payload: Buffer): Encoded {
		if (payload.length < SMALLEST_COMPRESSED) return { bytes: payload, binary: false };
		return { bytes: deflateSync(payload, { level: 1 }), binary: true };
	}
}
