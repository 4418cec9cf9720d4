import { mix } from './hash.js';

const bytes = Buffer.alloc(16);

/** 32 hex digits as in the hash of an avatar. The same number gives the same digits. */
export function imageHash(h: number): string {
	for (let quarter = 0; quarter < 4; quarter++) bytes.writeUInt32BE(mix(h, quarter + 1), quarter * 4);
	return bytes.toString('hex');
}
