import { basename, dirname } from 'node:path';
import type { FileFacts, IDisk, IDiskFile, OpenMode } from '../disk/IDisk.js';

/** What a disk writes as a whole. */
const SECTOR = 512;
/** A number from 0 to below 1. */
type Random = () => number;
type Entry = SimulatedFile | SimulatedFolder;
/** A change of the names in a folder that has not reached the disk. */
interface NameChange {
	readonly gone?: string;
	readonly name?: string;
	readonly entry?: Entry;
}

/** What a step is about to do. */
export interface Step {
	readonly kind: 'open' | 'write' | 'sync' | 'folder' | 'rename' | 'remove' | 'syncFolder' | 'touch' | 'read' | 'list';
	readonly path: string;
}

class SimulatedError extends Error {
	constructor(
		readonly code: string,
		path: string,
	) {
		super(`${code}: ${path}`);
	}
}

/** The bytes of a file: those on the disk, and those that are still on their way there. */
class SimulatedFile {
	durable = Buffer.alloc(0);
	content = Buffer.alloc(0);
	pieces: { readonly position: number; readonly bytes: Buffer }[] = [];
	modifiedAt = 0;

	write(bytes: Uint8Array, position: number): void {
		const content = Buffer.alloc(Math.max(this.content.length, position + bytes.length));
		this.content.copy(content);
		content.set(bytes, position);
		this.content = content;
		for (let at = position; at < position + bytes.length; ) {
			const end = Math.min(position + bytes.length, at - (at % SECTOR) + SECTOR);
			this.pieces.push({ position: at, bytes: Buffer.from(bytes.subarray(at - position, end - position)) });
			at = end;
		}
	}

	sync(): void {
		this.durable = this.content;
		this.pieces = [];
	}

	clone(): SimulatedFile {
		return Object.assign(new SimulatedFile(), this, { pieces: [...this.pieces] });
	}

	/** What is there after a loss of power: sectors arrive in any order, and the length before or after its bytes. */
	lose(random: Random, share: number): SimulatedFile {
		const sizes = [this.durable.length, this.content.length, ...this.pieces.map(({ position }) => position)];
		const size = this.pieces.length === 0 ? this.durable.length : (sizes[Math.floor(random() * sizes.length)] ?? 0);
		const lost = Buffer.alloc(Math.max(size, this.durable.length));
		this.durable.copy(lost);
		for (const { position, bytes } of this.pieces) {
			const isArriving = random() < share && position < lost.length;
			if (isArriving) lost.set(bytes.subarray(0, lost.length - position), position);
		}
		const file = new SimulatedFile();
		file.modifiedAt = this.modifiedAt;
		file.durable = lost;
		file.content = lost;
		return file;
	}
}

/** The names in a folder: those on the disk, and how they have changed since. */
class SimulatedFolder {
	durable = new Map<string, Entry>();
	names = new Map<string, Entry>();
	changes: NameChange[] = [];

	change(change: NameChange): void {
		this.changes.push(change);
		applyChange(this.names, change);
	}

	sync(): void {
		this.durable = new Map(this.names);
		this.changes = [];
	}

	clone(cloned: Map<Entry, Entry>): SimulatedFolder {
		const cloneOf = (entry: Entry): Entry => {
			const known = cloned.get(entry);
			if (known) return known;
			const copy = entry instanceof SimulatedFile ? entry.clone() : entry.clone(cloned);
			cloned.set(entry, copy);
			return copy;
		};
		const copyNames = (names: Map<string, Entry>) => new Map([...names].map(([name, entry]) => [name, cloneOf(entry)]));
		return Object.assign(new SimulatedFolder(), {
			durable: copyNames(this.durable),
			names: copyNames(this.names),
			changes: this.changes.map((change) => ({ ...change, ...(change.entry && { entry: cloneOf(change.entry) }) })),
		});
	}

	/** What is there after a loss of power: changes of names get lost and arrive in any order. */
	lose(random: Random, share: number): SimulatedFolder {
		const names = new Map(this.durable);
		const arrived = this.changes.filter(() => random() < share).map((change) => ({ change, order: random() }));
		for (const { change } of arrived.sort((a, b) => a.order - b.order)) applyChange(names, change);
		const folder = new SimulatedFolder();
		for (const [name, entry] of names) folder.names.set(name, entry.lose(random, share));
		folder.sync();
		return folder;
	}
}

function applyChange(names: Map<string, Entry>, { gone, name, entry }: NameChange): void {
	if (gone !== undefined) names.delete(gone);
	if (name !== undefined && entry !== undefined) names.set(name, entry);
}

/**
 * A disk of which tests decide what survives a loss of power, as ext4 and xfs may do it: only synced bytes and synced names
 * surely do. Of the rest, any sectors and any changes of names do, in any order.
 */
export class SimulatedDisk implements IDisk {
	#root = new SimulatedFolder();
	/** The time of the file system, in Unix ms. */
	now = Date.UTC(2026, 0, 1);
	/** Runs before each step, and may throw instead of it. */
	onStep: (step: Step) => void = () => {};

	/** The same disk at this moment; what happens to one of them does not happen to the other. */
	clone(): SimulatedDisk {
		const disk = new SimulatedDisk();
		disk.#root = this.#root.clone(new Map());
		disk.now = this.now;
		return disk;
	}

	/** The disk after a loss of power at this moment, an hour later. */
	losePower(random: Random): SimulatedDisk {
		const disk = new SimulatedDisk();
		// All or nothing is lost now and then.
		const share = Math.min(1, Math.max(0, random() * 1.5 - 0.25));
		disk.#root = this.#root.lose(random, share);
		disk.now = this.now + 3_600_000;
		return disk;
	}

	/** Every file with its path, as processes see it. */
	files(): Map<string, Buffer> {
		const files = new Map<string, Buffer>();
		const visit = (folder: SimulatedFolder, path: string) => {
			for (const [name, entry] of folder.names) {
				if (entry instanceof SimulatedFile) files.set(`${path}/${name}`, entry.content);
				else visit(entry, `${path}/${name}`);
			}
		};
		visit(this.#root, '');
		return files;
	}

	/** Changes the bytes of a file for good, as a fault of the disk does. */
	damage(path: string, change: (bytes: Buffer) => Buffer): void {
		const file = this.#file(path);
		file.content = Buffer.from(change(Buffer.from(file.content)));
		file.sync();
	}

	async open(path: string, mode: OpenMode): Promise<IDiskFile> {
		this.onStep({ kind: 'open', path });
		const folder = this.#folder(dirname(path));
		if (mode !== 'new') return this.#handle(this.#file(path), path);
		if (folder.names.has(basename(path))) throw new SimulatedError('EEXIST', path);
		const file = new SimulatedFile();
		file.modifiedAt = this.now;
		folder.change({ name: basename(path), entry: file });
		return this.#handle(file, path);
	}

	async list(path: string): Promise<readonly string[] | null> {
		this.onStep({ kind: 'list', path });
		const entry = this.#find(path);
		if (entry === undefined) return null;
		if (entry instanceof SimulatedFile) throw new SimulatedError('ENOTDIR', path);
		return [...entry.names.keys()];
	}

	async makeFolder(path: string): Promise<void> {
		this.onStep({ kind: 'folder', path });
		const folder = this.#folder(dirname(path));
		if (folder.names.has(basename(path))) throw new SimulatedError('EEXIST', path);
		folder.change({ name: basename(path), entry: new SimulatedFolder() });
	}

	async rename(from: string, to: string): Promise<void> {
		this.onStep({ kind: 'rename', path: to });
		const entry = this.#find(from);
		if (entry === undefined) throw new SimulatedError('ENOENT', from);
		this.#folder(dirname(from)).change({ gone: basename(from), name: basename(to), entry });
	}

	async remove(path: string): Promise<void> {
		this.onStep({ kind: 'remove', path });
		this.#file(path);
		this.#folder(dirname(path)).change({ gone: basename(path) });
	}

	async removeFolder(path: string): Promise<void> {
		this.onStep({ kind: 'folder', path });
		if (this.#folder(path).names.size > 0) throw new SimulatedError('ENOTEMPTY', path);
		this.#folder(dirname(path)).change({ gone: basename(path) });
	}

	async syncFolder(path: string): Promise<void> {
		this.onStep({ kind: 'syncFolder', path });
		this.#folder(path).sync();
	}

	async touch(path: string, modifiedAt: number): Promise<void> {
		this.onStep({ kind: 'touch', path });
		this.#file(path).modifiedAt = modifiedAt;
	}

	#handle(file: SimulatedFile, path: string): IDiskFile {
		return {
			read: async (length, position) => {
				this.onStep({ kind: 'read', path });
				return Buffer.from(file.content.subarray(position, position + length));
			},
			write: async (bytes, position) => {
				this.onStep({ kind: 'write', path });
				file.write(bytes, position);
				file.modifiedAt = this.now;
			},
			sync: async () => {
				this.onStep({ kind: 'sync', path });
				file.sync();
			},
			facts: async (): Promise<FileFacts> => ({ size: file.content.length, modifiedAt: file.modifiedAt }),
			close: async () => {},
		};
	}

	#find(path: string): Entry | undefined {
		let entry: Entry | undefined = this.#root;
		for (const name of path.split('/').filter((name) => name !== '')) {
			if (entry instanceof SimulatedFile) throw new SimulatedError('ENOTDIR', path);
			entry = entry?.names.get(name);
		}
		return entry;
	}

	#folder(path: string): SimulatedFolder {
		const entry = this.#find(path);
		if (entry === undefined) throw new SimulatedError('ENOENT', path);
		if (entry instanceof SimulatedFile) throw new SimulatedError('ENOTDIR', path);
		return entry;
	}

	#file(path: string): SimulatedFile {
		const entry = this.#find(path);
		if (entry === undefined) throw new SimulatedError('ENOENT', path);
		if (entry instanceof SimulatedFolder) throw new SimulatedError('EISDIR', path);
		return entry;
	}
}
