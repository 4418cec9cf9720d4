import { Arena } from '../roster/columns/Arena.js';
import { ArenaReader } from '../roster/columns/ArenaReader.js';
import type { Columns } from '../roster/columns/Columns.js';
import { skipJson } from '../roster/columns/json.js';
import { emptyRowData } from '../roster/columns/MemberRows.js';
import { unpackUsername } from '../roster/columns/username.js';
import { ByteSink } from './ByteSink.js';
import { pack } from './blockFormat.js';
import { HASH, JSON_VALUE, type RowShape, shapeOf, TEXT, TIME, USERNAME, WHOLE } from './rowShape.js';

const HASH_SIZE = 16;
const TIME_SIZE = 8;
const TWO_32 = 2 ** 32;

interface NumberedShape {
	readonly number: number;
	readonly shape: RowShape;
}

/** Writes rows in groups. Values of one kind come together, because that makes them smaller when they are compressed. */
export class GroupWriter {
	/** Rows of this group. */
	rowCount = 0;
	readonly #ids = new ByteSink();
	readonly #joined = new ByteSink();
	readonly #hashes = new ByteSink();
	readonly #newShapes = new ByteSink();
	readonly #shapeOf = new ByteSink();
	readonly #newSets = new ByteSink();
	readonly #setOf = new ByteSink();
	readonly #lengths = new ByteSink();
	readonly #texts = new ByteSink();
	readonly #rest = new ByteSink();
	readonly #head = new ByteSink();

	/** The shapes so far, by the states of the member and of the user. */
	readonly #shapes = new Map<number, Map<number, NumberedShape>>();
	#shapeCount = 0;
	/** The numbers of the role sets of the columns in this block. */
	readonly #sets: (number | undefined)[] = [];
	#setCount = 0;
	readonly #roles = new Map<string, number>();
	/** Of this group. */
	#newRoleSets: number[][] = [];
	#newRoles: string[] = [];
	/** The id before. */
	#low = 0;
	#high = 0;
	readonly #data = emptyRowData();
	readonly #reader = new ArenaReader(new Arena(), 0);

	constructor(
		private readonly columns: Columns,
		private readonly bound: number,
	) {}

	/** Writes up to `most` members from a row on. Returns the row behind the last one that it looked at. */
	write(first: number, most: number): number {
		let row = first;
		for (; row < this.bound && this.rowCount < most; row++) {
			if (this.columns.isCurrent(row, this.bound)) this.#writeRow(row);
		}
		return row;
	}

	/** The bytes of the group. The next one begins. */
	async end(): Promise<Buffer> {
		if (this.#newRoleSets.length > 0) {
			const text = Buffer.from(JSON.stringify([this.#newRoles, this.#newRoleSets]));
			this.#newSets.copy(text, 0, text.length);
		}
		const raw = [this.#ids, this.#joined, this.#hashes];
		const packed = [this.#newShapes, this.#shapeOf, this.#newSets, this.#setOf, this.#lengths, this.#texts, this.#rest];
		const head = this.#head;
		head.length = 0;
		head.varint(this.rowCount);
		for (const { length } of [...raw, ...packed]) head.varint(length);
		const plain = Buffer.concat([head.written, ...raw.map(({ written }) => written)]);
		const toPack = Buffer.concat(packed.map(({ written }) => written));
		for (const sink of [...raw, ...packed]) sink.length = 0;
		this.rowCount = 0;
		this.#newRoleSets = [];
		this.#newRoles = [];
		return Buffer.concat([plain, await pack(toPack)]);
	}

	#writeRow(row: number): void {
		const data = this.#data;
		this.columns.rows.dataOf(row, data);
		this.#writeId(this.columns.idLow[row] as number, this.columns.idHigh[row] as number);
		const { kinds, hasJoined } = this.#writeShape(data.memberStates, data.userStates);
		this.#writeSet(data.roleSet);
		if (hasJoined) this.#writeJoined(data.joinedAt);
		let at = data.start;
		for (const kind of kinds) at = this.#writeValue(kind, data.bytes, at);
		if (at !== data.end) throw new Error('A row ends where it should not.');
		this.rowCount++;
	}

	/** The difference to the id before, which is small in a list that rises. */
	#writeId(low: number, high: number): void {
		let lowWord = (low - this.#low) >>> 0;
		let highWord = (high - this.#high - (low < this.#low ? 1 : 0)) >>> 0;
		const sign = highWord >>> 31 === 0 ? 0 : 0xffff_ffff;
		highWord = (((highWord << 1) | (lowWord >>> 31)) ^ sign) >>> 0;
		lowWord = ((lowWord << 1) ^ sign) >>> 0;
		this.#low = low;
		this.#high = high;
		this.#ids.reserve(10);
		const { bytes } = this.#ids;
		let { length } = this.#ids;
		while (highWord !== 0 || lowWord > 0x7f) {
			bytes[length++] = (lowWord & 0x7f) | 0x80;
			lowWord = ((lowWord >>> 7) | (highWord << 25)) >>> 0;
			highWord >>>= 7;
		}
		bytes[length++] = lowWord;
		this.#ids.length = length;
	}

	#writeShape(memberStates: number, userStates: number): RowShape {
		const { number, shape } =
			this.#shapes.get(memberStates)?.get(userStates) ?? this.#addShape(memberStates, userStates);
		this.#shapeOf.varint(number);
		return shape;
	}

	#addShape(memberStates: number, userStates: number): NumberedShape {
		const added = { number: this.#shapeCount++, shape: shapeOf(memberStates, userStates) };
		const known = this.#shapes.get(memberStates) ?? new Map<number, NumberedShape>();
		this.#shapes.set(memberStates, known.set(userStates, added));
		this.#newShapes.word(memberStates);
		this.#newShapes.word(userStates);
		return added;
	}

	#writeSet(set: number): void {
		let number = this.#sets[set];
		if (number === undefined) {
			number = this.#setCount++;
			this.#sets[set] = number;
			this.#newRoleSets.push(this.columns.rows.roles.rolesOf(set, this.bound).map((role) => this.#roleOf(role)));
		}
		this.#setOf.varint(number);
	}

	#roleOf(roleId: string): number {
		const known = this.#roles.get(roleId);
		if (known !== undefined) return known;
		const number = this.#roles.size;
		this.#roles.set(roleId, number);
		this.#newRoles.push(roleId);
		return number;
	}

	/** 52 bits of microseconds, and two for the format, which the sign and the half of the code say. */
	#writeJoined(code: number): void {
		const micros = Math.floor(Math.abs(code));
		const format = (code < 0 ? 1 : 0) | (Math.abs(code) === micros ? 0 : 2);
		const high = (Math.floor(micros / TWO_32) << 2) | format;
		this.#joined.word(micros % TWO_32);
		for (let shift = 0; shift < 24; shift += 8) this.#joined.byte((high >>> shift) & 0xff);
	}

	/** Writes the value at a place of a row, and returns where the next one begins. */
	#writeValue(kind: number, bytes: Buffer, start: number): number {
		switch (kind) {
			case TEXT: {
				const at = endOfVarint(bytes, start);
				const size = readVarint(bytes, start);
				this.#lengths.varint(size);
				this.#texts.copy(bytes, at, at + size);
				return at + size;
			}
			case USERNAME: {
				const size = bytes[start] as number;
				const texts = this.#texts;
				this.#lengths.varint(size);
				texts.reserve(size);
				const end = unpackUsername(bytes, start + 1, size, texts.bytes, texts.length);
				texts.length += size;
				return end;
			}
			case HASH:
				this.#rest.byte(bytes[start] as number);
				this.#hashes.copy(bytes, start + 1, start + 1 + HASH_SIZE);
				return start + 1 + HASH_SIZE;
			case WHOLE: {
				const end = endOfVarint(bytes, start);
				this.#rest.copy(bytes, start, end);
				return end;
			}
			case TIME:
				this.#hashes.copy(bytes, start, start + TIME_SIZE);
				return start + TIME_SIZE;
			case JSON_VALUE: {
				this.#reader.moveInto(bytes, start);
				skipJson(this.#reader);
				const end = this.#reader.at;
				this.#rest.varint(end - start);
				this.#rest.copy(bytes, start, end);
				return end;
			}
		}
		throw new Error(`No kind of value: ${kind}.`);
	}
}

function endOfVarint(bytes: Buffer, start: number): number {
	let at = start;
	while ((bytes[at] as number) > 0x7f) at++;
	return at + 1;
}

function readVarint(bytes: Buffer, start: number): number {
	let value = 0;
	for (let at = start, shift = 0; ; at++, shift += 7) {
		const byte = bytes[at] as number;
		value |= (byte & 0x7f) << shift;
		if (byte < 0x80) return value >>> 0;
	}
}
