/** An open file. */
export interface IDiskFile {
	/** At most `length` bytes from `position` on: fewer if the file ends before. */
	read(length: number, position: number): Promise<Uint8Array>;
	/** Writes all of `bytes`. */
	write(bytes: Uint8Array, position: number): Promise<void>;
	/** After it resolves, what was written survives a loss of power. */
	sync(): Promise<void>;
	facts(): Promise<FileFacts>;
	close(): Promise<void>;
}

export interface FileFacts {
	readonly size: number;
	/** When it was last written, in Unix ms, by the clock of the file system. */
	readonly modifiedAt: number;
}

/** `new` makes a file that is not there, readable by its owner only. `change` reads and writes. */
export type OpenMode = 'read' | 'change' | 'new';

/**
 * What the file store needs of a file system. Failures have the `code` of the system, `ENOENT` for example. Names are
 * durable only after {@link syncFolder}, as the bytes of a file are only after {@link IDiskFile.sync}.
 */
export interface IDisk {
	open(path: string, mode: OpenMode): Promise<IDiskFile>;
	/** The names in a folder; `null` if it is not there. */
	list(path: string): Promise<readonly string[] | null>;
	/** Makes one folder, open to its owner only. */
	makeFolder(path: string): Promise<void>;
	/** Replaces what has the new name. */
	rename(from: string, to: string): Promise<void>;
	remove(path: string): Promise<void>;
	/** Removes an empty folder. */
	removeFolder(path: string): Promise<void>;
	syncFolder(path: string): Promise<void>;
	/** Sets the time at which the file was last written. */
	touch(path: string, modifiedAt: number): Promise<void>;
}
