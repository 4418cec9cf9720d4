import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm, rmdir, utimes } from 'node:fs/promises';
import { codeOf } from './codeOf.js';
import type { FileFacts, IDisk, IDiskFile, OpenMode } from './IDisk.js';

const FLAGS: Readonly<Record<OpenMode, string>> = { read: 'r', change: 'r+', new: 'wx+' };
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** The file system of this machine. */
export class NodeDisk implements IDisk {
	async open(path: string, mode: OpenMode): Promise<IDiskFile> {
		return new NodeFile(await open(path, FLAGS[mode], FILE_MODE));
	}

	async list(path: string): Promise<readonly string[] | null> {
		try {
			return await readdir(path);
		} catch (error) {
			if (codeOf(error) === 'ENOENT') return null;
			throw error;
		}
	}

	async makeFolder(path: string): Promise<void> {
		await mkdir(path, FOLDER_MODE);
	}

	rename(from: string, to: string): Promise<void> {
		return rename(from, to);
	}

	remove(path: string): Promise<void> {
		return rm(path);
	}

	removeFolder(path: string): Promise<void> {
		return rmdir(path);
	}

	async syncFolder(path: string): Promise<void> {
		// Windows opens no folders, and keeps names in order by itself.
		if (process.platform === 'win32') return;
		const folder = await open(path, 'r');
		try {
			await folder.sync();
		} finally {
			await folder.close();
		}
	}

	async touch(path: string, modifiedAt: number): Promise<void> {
		await utimes(path, modifiedAt / 1_000, modifiedAt / 1_000);
	}
}

class NodeFile implements IDiskFile {
	readonly #handle: FileHandle;

	constructor(handle: FileHandle) {
		this.#handle = handle;
	}

	async read(length: number, position: number): Promise<Uint8Array> {
		const bytes = Buffer.allocUnsafe(length);
		let count = 0;
		// A signal or a network can cut a read short before the file ends.
		while (count < length) {
			const { bytesRead } = await this.#handle.read(bytes, count, length - count, position + count);
			if (bytesRead === 0) break;
			count += bytesRead;
		}
		return bytes.subarray(0, count);
	}

	async write(bytes: Uint8Array, position: number): Promise<void> {
		for (let count = 0; count < bytes.length; ) {
			count += (await this.#handle.write(bytes, count, bytes.length - count, position + count)).bytesWritten;
		}
	}

	sync(): Promise<void> {
		return this.#handle.sync();
	}

	async facts(): Promise<FileFacts> {
		const { size, mtimeMs } = await this.#handle.stat();
		return { size, modifiedAt: mtimeMs };
	}

	close(): Promise<void> {
		return this.#handle.close();
	}
}
