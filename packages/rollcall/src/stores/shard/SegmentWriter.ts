import { join } from 'node:path';
import type { IDisk, IDiskFile } from '../disk/IDisk.js';
import type { Place } from '../format/ShardState.js';
import { makeSegmentName } from '../format/segmentName.js';
import { sumOf } from '../format/sumOf.js';
import type { Turns } from '../Turns.js';
import { FULL_SEGMENT, SEGMENT_HEADER } from './segments.js';

/** Small blocks go to the disk together. */
const BYTES_A_WRITE = 1_024 * 1_024;

/** Writes the blocks of one commit into as few files as it takes. */
export class SegmentWriter {
	readonly #disk: IDisk;
	readonly #folder: string;
	readonly #newName: () => string;
	readonly #turns: Turns;
	/** The sizes of the files. */
	readonly sizes = new Map<string, number>();
	#file: IDiskFile | undefined;
	#name = '';
	#size = 0;
	#pending: Uint8Array[] = [];
	#pendingLength = 0;

	constructor(disk: IDisk, folder: string, generation: number, createNonce: () => string, turns: Turns) {
		this.#disk = disk;
		this.#folder = folder;
		this.#newName = () => makeSegmentName(generation, createNonce());
		this.#turns = turns;
	}

	/** Adds a block, and says where it will be when {@link finish} resolves. */
	async add(what: string, bytes: Uint8Array): Promise<Place> {
		const sum = await sumOf(what, bytes, this.#turns);
		if (this.#size >= FULL_SEGMENT) await this.finish();
		if (this.#file === undefined) await this.#begin();
		const place = { segment: this.#name, offset: this.#size, length: bytes.length, sum };
		await this.#append(bytes);
		return place;
	}

	/** All blocks survive a loss of power when it resolves, and the names of their files when the folder is synced. */
	async finish(): Promise<void> {
		const file = this.#file;
		if (file === undefined) return;
		await this.#flush();
		await file.sync();
		this.#file = undefined;
		await file.close();
	}

	/** Closes the file after a failure, as it is. */
	async close(): Promise<void> {
		await this.#file?.close().catch(() => {});
		this.#file = undefined;
	}

	async #begin(): Promise<void> {
		this.#name = this.#newName();
		this.#file = await this.#disk.open(join(this.#folder, this.#name), 'new');
		this.#size = 0;
		await this.#append(SEGMENT_HEADER);
	}

	async #append(bytes: Uint8Array): Promise<void> {
		this.#size += bytes.length;
		this.sizes.set(this.#name, this.#size);
		this.#pending.push(bytes);
		this.#pendingLength += bytes.length;
		if (this.#pendingLength >= BYTES_A_WRITE) await this.#flush();
	}

	async #flush(): Promise<void> {
		const [pending, length] = [this.#pending, this.#pendingLength];
		this.#pending = [];
		this.#pendingLength = 0;
		const [first] = pending;
		if (first === undefined) return;
		const last = pending.at(-1) as Uint8Array;
		// A large block is written where it is: only what came before it is put together.
		const small = last.length >= BYTES_A_WRITE ? pending.slice(0, -1) : pending;
		const start = this.#size - length;
		const joined = Buffer.concat(small);
		if (joined.length > 0) await this.#file?.write(joined, start);
		if (small.length < pending.length) await this.#file?.write(last, start + joined.length);
	}
}
