import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError, codeOf, wrongUsage } from '../errors/index.js';
import type { Target } from './Target.js';

/** Nobody else may read lists of members. */
const MODE = 0o600;
/** UTF-8 has at most so many bytes for each unit of a text. */
const MOST_BYTES_PER_UNIT = 3;

/**
 * A file that is written beside its place and renamed when it is whole, so that its name never leads to half a list. Its
 * description is `FILE.meta.json`.
 */
export class FileTarget implements Target {
	readonly #handle: FileHandle;
	readonly #removeAtExit: () => void;
	readonly #encoder = new TextEncoder();
	/** For every write: buffers of their own would wait outside of the heap for a collection that comes late. */
	#buffer = new Uint8Array(0);

	private constructor(
		private readonly file: string,
		private readonly temporary: string,
		handle: FileHandle,
	) {
		this.#handle = handle;
		this.#removeAtExit = () => rmSync(temporary, { force: true });
		process.once('exit', this.#removeAtExit);
	}

	/** Prepares the file. A folder that does not exist shows here, before Discord is asked for the list. */
	static async open(path: string): Promise<FileTarget> {
		const file = await placeOf(path);
		const temporary = besides(file);
		try {
			return new FileTarget(file, temporary, await open(temporary, 'wx', MODE));
		} catch (error) {
			throw explained(error, file);
		}
	}

	async write(text: string): Promise<void> {
		const { written: length } = this.#encode(text);
		try {
			// The system may take a part, and say only at the next one that the disk is full.
			for (let at = 0; at < length; ) at += (await this.#handle.write(this.#buffer, at, length - at)).bytesWritten;
		} catch (error) {
			throw explained(error, this.file);
		}
	}

	#encode(text: string): { readonly written: number } {
		const most = text.length * MOST_BYTES_PER_UNIT;
		if (this.#buffer.length < most) this.#buffer = new Uint8Array(2 * most);
		return this.#encoder.encodeInto(text, this.#buffer);
	}

	async finish(description: string): Promise<void> {
		const meta = `${this.file}.meta.json`;
		const temporaryMeta = besides(meta);
		try {
			await this.#handle.sync();
			await this.#handle.close();
			await writeWhole(temporaryMeta, description);
			// The description first: the list never has its name without it.
			await rename(temporaryMeta, meta);
			await rename(this.temporary, this.file).catch(async (error: unknown) => {
				await rm(meta, { force: true }); // it does not describe the file of before
				throw error;
			});
		} catch (error) {
			await rm(temporaryMeta, { force: true });
			throw explained(error, this.file);
		}
		process.off('exit', this.#removeAtExit);
	}

	async discard(): Promise<void> {
		process.off('exit', this.#removeAtExit);
		await this.#handle.close().catch(() => {});
		await rm(this.temporary, { force: true });
	}
}

/** The file itself if the path is a link to it. What is no file, such as a device, must not be replaced by one. */
async function placeOf(path: string): Promise<string> {
	const found = await lstat(path).catch(() => undefined);
	if (!found) return path;
	const file = found.isSymbolicLink() ? await realpath(path).catch(() => path) : path;
	const target = await stat(file).catch(() => undefined);
	if (target && !target.isFile()) throw wrongUsage(`--out: ${path} is no file. Leave --out away to write to stdout.`);
	return file;
}

function besides(file: string): string {
	return join(dirname(file), `.${basename(file)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
}

async function writeWhole(file: string, text: string): Promise<void> {
	const handle = await open(file, 'wx', MODE);
	try {
		await handle.appendFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

const CURES: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full',
	EDQUOT: 'the quota of the disk is used up',
	EFBIG: 'the file would be larger than allowed',
	ENOENT: 'its folder does not exist',
	ENOTDIR: 'its folder does not exist',
	EACCES: 'you may not write there',
	EPERM: 'you may not write there',
	EROFS: 'the disk is read-only',
};

function explained(error: unknown, file: string): unknown {
	const code = codeOf(error);
	if (code === undefined || error instanceof CommandError) return error;
	const why = CURES[code];
	return new CommandError(
		`${file} could not be written: ${why ?? 'the system refuses'} (${code}). Nothing stays of it.`,
		undefined,
		{
			cause: error,
		},
	);
}
