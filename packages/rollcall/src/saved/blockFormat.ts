import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from '../roster/columns/fields.js';
import { TEXTS } from '../roster/columns/json.js';
import type { ByteSource } from './ByteSource.js';
import { Refused } from './Refused.js';

/** A higher one for each change of the format. A block of another version is refused. */
const VERSION = 1;
const MAGIC = 0x52; // R

/** Rows that are written in one turn of the event loop: some milliseconds of work. */
export const GROUP_ROWS = 1_024;
const DIGEST_SIZE = 16;
/** What compression does not make smaller: ids, dates and hashes. */
export const RAW_STREAMS = 3;
/** Everything else. */
export const PACKED_STREAMS = 7;

/** Bytes of a header before the names of the fields. */
const HEADER_SIZE = 12;

/** What a block says of itself. */
export interface BlockHeader {
	readonly fields: 'all' | readonly string[];
	readonly rowCount: number;
}

/** The first bytes of a block: version, the layout of its rows, the number of rows, and the fields that they have. */
export function writeHeader({ fields, rowCount }: BlockHeader): Buffer {
	const names = fields === 'all' ? '' : JSON.stringify(fields);
	const header = Buffer.alloc(HEADER_SIZE + names.length);
	header[0] = MAGIC;
	header[1] = VERSION;
	header.writeUInt32LE(LAYOUT, 2);
	header.writeUInt32LE(rowCount, 6);
	header.writeUInt16LE(names.length, 10);
	header.write(names, HEADER_SIZE, 'latin1');
	return header;
}

/**
 * Reads what {@link writeHeader} has written for the guild, and the digest behind it.
 *
 * @throws Refused if it is anything else
 */
export function readHeader(source: ByteSource, guildId: string): BlockHeader & { readonly digest: Buffer } {
	const { bytes } = source;
	const start = source.take(HEADER_SIZE);
	const isOurs = bytes[start] === MAGIC && bytes[start + 1] === VERSION && bytes.readUInt32LE(start + 2) === LAYOUT;
	if (!isOurs) throw new Refused('It is of another format.');
	const rowCount = bytes.readUInt32LE(start + 6);
	const end = source.take(bytes.readUInt16LE(start + 10)) + bytes.readUInt16LE(start + 10);
	const digest = takeDigest(source, digestOf(guildId, bytes.subarray(start, end)));
	const names = bytes.toString('latin1', start + HEADER_SIZE, end);
	return { fields: names === '' ? 'all' : fieldsOf(names), rowCount, digest };
}

/** One list for all blocks with the same fields. */
const lists = new Map<string, readonly string[]>();

function fieldsOf(names: string): readonly string[] {
	const fields = lists.get(names) ?? (JSON.parse(names) as string[]);
	lists.set(names, fields);
	return fields;
}

/** @throws Refused if the digest that comes next is another one */
export function takeDigest(source: ByteSource, wanted: Buffer): Buffer {
	const start = source.take(DIGEST_SIZE);
	if (source.bytes.compare(wanted, 0, DIGEST_SIZE, start, start + DIGEST_SIZE) !== 0)
		throw new Refused('Its bytes are not those that were written.');
	return wanted;
}

/** Proves that the bytes are those that were written behind the ones before, for this guild. */
export function digestOf(before: Uint8Array | string, bytes: Uint8Array): Buffer {
	return sha256(before, bytes).subarray(0, DIGEST_SIZE);
}

function sha256(...parts: (Uint8Array | string)[]): Buffer {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest();
}

/** Differs if rows are written otherwise. */
const LAYOUT = sha256(
	JSON.stringify([[...STORED_MEMBER_FIELDS, ...STORED_USER_FIELDS].map(({ name, usual }) => [name, usual]), TEXTS]),
).readUInt32LE(0);

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
/** Higher ones take several times as long for some percent. */
const QUALITY = 5;

export function pack(bytes: Buffer): Promise<Buffer> {
	const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN } = constants;
	const params = { [BROTLI_PARAM_QUALITY]: QUALITY, [BROTLI_PARAM_SIZE_HINT]: bytes.length, [BROTLI_PARAM_LGWIN]: 18 };
	return compress(bytes, { params });
}

export function unpack(bytes: Buffer, size: number): Promise<Buffer> {
	return decompress(bytes, { maxOutputLength: size + 1 });
}
