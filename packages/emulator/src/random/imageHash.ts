import { mix } from './hash.js';

const hex = Array.from({ length: 0x1_0000 }, (_, n) => n.toString(16).padStart(4, '0'));

/** 32 hex digits as in the hash of an avatar. The same number gives the same digits. */
export function imageHash(h: number): string {
	const a = mix(h, 1);
	const b = mix(h, 2);
	const c = mix(h, 3);
	const d = mix(h, 4);
	return `${quad(a)}${quad(b)}${quad(c)}${quad(d)}`;
}

function quad(h: number): string {
	return `${hex[h >>> 16]}${hex[h & 0xffff]}`;
}
