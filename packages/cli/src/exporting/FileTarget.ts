import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CommandError, codeOf, wrongUsage } from '../errors/index.js';
import { placing } from './placing.js';
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
	readonly #temporaryMeta: string;
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
		this.#temporaryMeta = besides(metaOf(file));
		this.#removeAtExit = () => {
			for (const each of [temporary, this.#temporaryMeta]) rmSync(each, { force: true });
		};
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
		const meta = metaOf(this.file);
		try {
			await this.#handle.sync();
			await this.#handle.close();
			await writeWhole(this.#temporaryMeta, description);
			await placing(this.file, async () => {
				// The description first: the list never has its name without it.
				await rename(this.#temporaryMeta, meta);
				await rename(this.temporary, this.file).catch(async (error: unknown) => {
					await rm(meta, { force: true }); // it does not describe the file of before
					throw error;
				});
			});
		} catch (error) {
			await rm(this.#temporaryMeta, { force: true });
			throw explained(error, this.file);
		}
		process.off('exit', this.#removeAtExit);
	}

	async discard(): Promise<string> {
		await this.#handle.close().catch(() => {});
		await rm(this.temporary, { force: true });
		process.off('exit', this.#removeAtExit);
		return 'Nothing stays of an unfinished file.';
	}
}

/** Where to write. What could not become a file shows here, before Discord is asked, and nothing else is replaced. */
async function placeOf(path: string): Promise<string> {
	if (path === '' || path.endsWith('/') || path.endsWith(sep))
		throw wrongUsage(`--out: ${JSON.stringify(path)} is no name of a file. Leave --out away to write to stdout.`);
	const file = await behindLinks(path);
	for (const each of [file, metaOf(file)]) {
		const found = await stat(each).catch(() => undefined);
		if (found && !found.isFile())
			throw wrongUsage(`--out: ${each === file ? path : each} is no file. Leave --out away to write to stdout.`);
	}
	return file;
}

/** The file itself if the path is a link to it, also to one that does not exist yet. */
async function behindLinks(path: string): Promise<string> {
	const found = await lstat(path).catch(() => undefined);
	if (!found?.isSymbolicLink()) return path;
	return realpath(path).catch(async (error: unknown) => {
		if (codeOf(error) !== 'ENOENT') throw explained(error, path); // such as a circle of links
		const isDevice = await stat(path).catch(() => undefined);
		return isDevice ? path : behindLinks(resolve(await realpath(dirname(path)), await readlink(path)));
	});
}

function metaOf(file: string): string {
	return `${file}.meta.json`;
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

const CAUSES: Readonly<Record<string, string>> = {
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
	const why = CAUSES[code];
	return new CommandError(
		`${file} could not be written: ${why ?? 'the system refuses'} (${code}). Nothing stays of it.`,
		undefined,
		{
			cause: error,
		},
	);
}
