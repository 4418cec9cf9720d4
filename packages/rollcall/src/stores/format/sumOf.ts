import { createHash } from 'node:crypto';
import { Turns } from '../Turns.js';

/** 128 bits: that other bytes have the same sum by accident is out of the question. */
const SUM_BYTES = 16;

/** The checksum of some bytes and of what they are, so that one block never passes for another. */
export async function sumOf(what: string, bytes: Uint8Array, turns: Turns): Promise<string> {
	const hash = createHash('sha256').update(`${what}\n`);
	for (let at = 0; at < bytes.length; at += Turns.PIECE) {
		const piece = bytes.subarray(at, at + Turns.PIECE);
		hash.update(piece);
		await turns.spend(piece.length);
	}
	return hash.digest().subarray(0, SUM_BYTES).toString('base64url');
}
