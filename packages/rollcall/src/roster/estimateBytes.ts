import { serialize } from 'node:v8';
import type { MemberView } from './MemberTable.js';

/** Members measured for an estimate. */
const SAMPLE_SIZE = 64;

/** Bytes that the members take when serialised, from an even sample of them. */
export function estimateBytes(view: MemberView): number {
	if (view.size === 0) return 0;
	const stride = Math.max(1, Math.floor(view.size / SAMPLE_SIZE));
	let measured = 0;
	let bytes = 0;
	let index = 0;
	for (const row of view.rows()) {
		if (index++ % stride !== 0) continue;
		bytes += serialize(row).byteLength;
		measured++;
	}
	return Math.round((bytes / measured) * view.size);
}
