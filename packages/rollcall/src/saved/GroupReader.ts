import { formatSnowflake, type IdWords } from '../payloads/snowflake.js';
import { Arena } from '../roster/columns/Arena.js';
import type { Columns } from '../roster/columns/Columns.js';
import { emptyRowData } from '../roster/columns/MemberRows.js';
import { writeUsernameAt } from '../roster/columns/username.js';
import { ByteSource } from './ByteSource.js';
import { PACKED_STREAMS, RAW_STREAMS, unpack } from './blockFormat.js';
import { Refused } from './Refused.js';
import { HASH, JSON_VALUE, type RowShape, shapeOf, TEXT, TIME, USERNAME, WHOLE } from './rowShape.js';

const HASH_SIZE = 16;
const TIME_SIZE = 8;
const TWO_32 = 2 ** 32;
/** What one row may take at most beside its texts. */
const ROOM = 64;

/** A group that is being unpacked. */
export interface PackedGroup {
	readonly rowCount: number;
	readonly raw: readonly ByteSource[];
	readonly packedSizes: readonly number[];
	readonly unpacked: Promise<Buffer>;
}

/** Puts the rows that a `GroupWriter` has written into columns. */
export class GroupReader {
	/** Rows that were read. */
	rowCount = 0;
	readonly #shapes: RowShape[] = [];
	/** The numbers of the role sets of the block in the columns. */
	readonly #sets: number[] = [];
	readonly #roles: string[] = [];
	readonly #id: IdWords = { low: 0, high: 0 };
	readonly #row = new Arena();
	readonly #data = { ...emptyRowData(), bytes: this.#row.bytes };

	constructor(private readonly columns: Columns) {}

	/**
	 * Begins to unpack a group, which another thread does meanwhile.
	 *
	 * @throws Refused if it is no group of rows
	 */
	unpack(body: Buffer): PackedGroup {
		const source = new ByteSource(body);
		const rowCount = source.varint();
		const sizes = Array.from({ length: RAW_STREAMS + PACKED_STREAMS }, () => source.varint());
		const raw = sizes.slice(0, RAW_STREAMS).map((size) => source.part(size));
		const packedSizes = sizes.slice(RAW_STREAMS);
		const size = packedSizes.reduce((sum, one) => sum + one, 0);
		const start = source.take(source.left);
		const unpacked = unpack(body.subarray(start), size);
		unpacked.catch(() => {}); // a group before it may be refused, and then nobody reads this one
		return { rowCount, raw, packedSizes, unpacked };
	}

	/** @throws Refused if it is not a group of rows that continues those before */
	async read({ rowCount, raw, packedSizes, unpacked }: PackedGroup): Promise<void> {
		const packed = new ByteSource(await unpacked);
		const streams = [...raw, ...packedSizes.map((one) => packed.part(one))];
		this.#readRows(rowCount, streams as Streams);
		if (packed.left > 0 || streams.some(({ left }) => left > 0)) throw new Refused('Something is left over.');
	}

	#readRows(count: number, streams: Streams): void {
		const [ids, joined, hashes, newShapes, shapes, newSets, sets, lengths, texts, rest] = streams;
		while (newShapes.left > 0) this.#shapes.push(shapeOf(newShapes.word(), newShapes.word()));
		this.#readSets(newSets);
		const data = this.#data;
		const row = this.#row;
		for (let left = count; left > 0; left--) {
			this.#readId(ids);
			const shape = at(this.#shapes, shapes.varint());
			data.memberStates = shape.memberStates;
			data.userStates = shape.userStates;
			data.roleSet = at(this.#sets, sets.varint());
			data.joinedAt = shape.hasJoined ? readJoined(joined) : 0;
			row.length = 0;
			for (const kind of shape.kinds) readValue(kind, row, { hashes, lengths, texts, rest });
			data.bytes = row.bytes;
			data.end = row.length;
			if (this.columns.putData(this.#id, data) !== 'new') throw new Refused('A member is there twice.');
			this.rowCount++;
		}
	}

	#readId(ids: ByteSource): void {
		let low = 0;
		let high = 0;
		for (let shift = 0; ; shift += 7) {
			if (shift > 63) throw new Refused('An id is too large.');
			const byte = ids.byte();
			const bits = byte & 0x7f;
			if (shift < 32) low = (low | (bits << shift)) >>> 0;
			if (shift > 25) high = (high | (shift < 32 ? bits >>> (32 - shift) : bits << (shift - 32))) >>> 0;
			if (byte < 0x80) break;
		}
		const sign = low & 1 ? 0xffff_ffff : 0;
		const lowWord = (((low >>> 1) | (high << 31)) ^ sign) >>> 0;
		const highWord = ((high >>> 1) ^ sign) >>> 0;
		const id = this.#id;
		const sum = id.low + lowWord;
		id.low = sum >>> 0;
		id.high = (id.high + highWord + (sum >= TWO_32 ? 1 : 0)) >>> 0;
		if (id.low === 0 && id.high === 0) throw new Refused(`No user has the id ${formatSnowflake(0, 0)}.`);
	}

	#readSets(source: ByteSource): void {
		if (source.left === 0) return;
		const size = source.left;
		const start = source.take(size);
		const [roles, sets] = JSON.parse(source.bytes.toString('utf8', start, start + size)) as [string[], number[][]];
		if (!roles.every((role) => typeof role === 'string')) throw new Refused('A role has no id.');
		this.#roles.push(...roles);
		for (const set of sets) {
			this.#sets.push(this.columns.rows.roles.intern(set.map((role) => at(this.#roles, role))));
		}
	}
}

type Streams = [
	...raw: [ids: ByteSource, joined: ByteSource, hashes: ByteSource],
	newShapes: ByteSource,
	shapes: ByteSource,
	newSets: ByteSource,
	sets: ByteSource,
	lengths: ByteSource,
	texts: ByteSource,
	rest: ByteSource,
];

function at<T>(items: readonly T[], index: number): T {
	const item = items[index];
	if (item === undefined) throw new Refused('It names what was not written.');
	return item;
}

function readJoined(joined: ByteSource): number {
	const low = joined.word();
	const high = joined.byte() | (joined.byte() << 8) | (joined.byte() << 16);
	const micros = (high >>> 2) * TWO_32 + low;
	if (micros === 0) throw new Refused('A date is none.');
	return (high & 1 ? -1 : 1) * (high & 2 ? micros + 0.5 : micros);
}

/** Writes the next value of a kind into a row. */
function readValue(
	kind: number,
	row: Arena,
	{ hashes, lengths, texts, rest }: Record<'hashes' | 'lengths' | 'texts' | 'rest', ByteSource>,
): void {
	row.reserve(ROOM);
	switch (kind) {
		case TEXT: {
			const size = lengths.varint();
			const start = texts.take(size);
			row.reserve(size + ROOM);
			row.textAt(texts.bytes, start, start + size);
			break;
		}
		case USERNAME: {
			const size = lengths.varint();
			const start = texts.take(size);
			row.reserve(size + ROOM);
			if (!writeUsernameAt(row, texts.bytes, start, start + size)) throw new Refused('A name is none.');
			break;
		}
		case HASH: {
			row.byte(rest.byte());
			const start = hashes.take(HASH_SIZE);
			row.copy(hashes.bytes, start, start + HASH_SIZE);
			break;
		}
		case WHOLE:
			row.varint(rest.varint());
			break;
		case TIME: {
			const start = hashes.take(TIME_SIZE);
			row.copy(hashes.bytes, start, start + TIME_SIZE);
			break;
		}
		case JSON_VALUE: {
			const size = rest.varint();
			const start = rest.take(size);
			row.copy(rest.bytes, start, start + size);
		}
	}
}
