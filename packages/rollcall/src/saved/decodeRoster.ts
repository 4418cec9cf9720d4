import { MemberTable } from '../roster/MemberTable.js';
import { ByteSource } from './ByteSource.js';
import { digestOf, readHeader, takeDigest } from './blockFormat.js';
import { GroupReader, type PackedGroup } from './GroupReader.js';
import { Refused } from './Refused.js';

/**
 * The members that `encodeRoster` wrote for the guild; `undefined` if the bytes are anything else, or of another version. A
 * part of it is read in each turn of the event loop.
 */
export async function decodeRoster(block: Uint8Array, guildId: string): Promise<MemberTable | undefined> {
	try {
		return await decode(Buffer.from(block.buffer, block.byteOffset, block.byteLength), guildId);
	} catch (error) {
		if (isRefusal(error)) return undefined;
		throw error;
	}
}

async function decode(block: Buffer, guildId: string): Promise<MemberTable> {
	const source = new ByteSource(block);
	const { fields, rowCount, digest } = readHeader(source, guildId);
	const table = new MemberTable({ fields, expected: rowCount });
	const reader = new GroupReader(table.columns);
	let before: PackedGroup | undefined;
	for (let last = digest; source.left > 0; ) {
		const size = source.word();
		const start = source.take(size);
		const body = block.subarray(start, start + size);
		last = takeDigest(source, digestOf(last, body));
		const group = reader.unpack(body);
		if (before) await reader.read(before);
		before = group;
	}
	if (before) await reader.read(before);
	if (reader.rowCount !== rowCount) throw new Refused('It has another number of rows than it says.');
	table.trim();
	return table;
}

/** Beside our own refusals: of `JSON.parse`, of values that are no arrays, and of the decompression. */
function isRefusal(error: unknown): boolean {
	if (error instanceof Refused || error instanceof SyntaxError || error instanceof TypeError) return true;
	const { code } = error as { readonly code?: unknown };
	return typeof code === 'string' && (code.startsWith('ERR_') || code.startsWith('Z_'));
}
