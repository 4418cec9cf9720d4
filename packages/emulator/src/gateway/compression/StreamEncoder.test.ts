import { constants, createInflate, type Inflate } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { StreamEncoder } from './StreamEncoder.js';

/** Inflates what was received so far in one context, as a client does. */
async function inflateAll(pieces: readonly Buffer[]): Promise<string> {
	const inflate: Inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
	const parts: Buffer[] = [];
	inflate.on('data', (part: Buffer) => parts.push(part));
	for (const piece of pieces) inflate.write(piece);
	await new Promise<void>((resolve) => inflate.flush(() => resolve()));
	inflate.close();
	return Buffer.concat(parts).toString();
}

const encode = (encoder: StreamEncoder, text: string) => encoder.encode(Buffer.from(text)).bytes;

describe('StreamEncoder', () => {
	it('ends every payload with the zlib flush marker that clients buffer up to', () => {
		const encoder = new StreamEncoder();
		for (const text of ['{"op":10}', 'x'.repeat(100_000), '{"op":11}']) {
			expect(encode(encoder, text).subarray(-4)).toEqual(Buffer.from([0, 0, 0xff, 0xff]));
		}
	});

	it('forms one zlib stream over all payloads, even if one is longer than its window', async () => {
		const encoder = new StreamEncoder();
		const texts = Array.from({ length: 40 }, (_, i) => `{"i":${i},"d":"${'été 한국 🎲'.repeat(i * 200)}"}`);
		expect(await inflateAll(texts.map((text) => encode(encoder, text)))).toBe(texts.join(''));
	});

	it('refers back to earlier payloads, so that the same text costs less the second time', () => {
		const encoder = new StreamEncoder();
		const text = JSON.stringify(Array.from({ length: 200 }, (_, i) => i * 7919));
		const first = encode(encoder, text).length;
		expect(encode(encoder, text).length).toBeLessThan(first / 4);
	});
});
