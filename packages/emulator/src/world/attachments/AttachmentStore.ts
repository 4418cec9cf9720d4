import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { saveMap } from '../saved/index.js';

const KEPT_BYTES = 64 * 1024 * 1024;

/** A file of a message, with its bytes. */
export interface MessageFile {
	readonly name: string;
	/** The type that the sender gave, for example `image/png`; empty if they gave none. */
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** The bytes of attached files. At 64 MiB, the oldest are dropped. */
export class AttachmentStore {
	readonly #files = new Map<string, MessageFile>();
	#size = 0;

	constructor(private readonly nextId: () => string) {}

	/** Keeps a file and describes it as Discord does. */
	add({ name, type, bytes }: MessageFile, description?: string): APIAttachment {
		const id = this.nextId();
		this.#files.set(id, { name, type, bytes });
		this.#size += bytes.length;
		this.#forgetOldest();
		// There is nothing to download, so the host is a name that cannot resolve.
		const url = `https://attachments.invalid/${id}/${encodeURIComponent(name)}`;
		return {
			id,
			filename: name,
			size: bytes.length,
			...(type !== '' && { content_type: type }),
			...(description !== undefined && { description }),
			url,
			proxy_url: url,
		};
	}

	get(attachmentId: string): MessageFile | undefined {
		return this.#files.get(attachmentId);
	}

	/** The files of a message, in order. */
	of(message: Pick<APIMessage, 'attachments'>): MessageFile[] {
		return message.attachments.flatMap(({ id }) => this.#files.get(id) ?? []);
	}

	/** Keeps the files. The returned function puts them back. */
	save(): () => void {
		const [size, putFilesBack] = [this.#size, saveMap(this.#files)];
		return () => {
			this.#size = size;
			putFilesBack();
		};
	}

	#forgetOldest(): void {
		for (const [id, { bytes }] of this.#files) {
			if (this.#size <= KEPT_BYTES || this.#files.size === 1) return;
			this.#files.delete(id);
			this.#size -= bytes.length;
		}
	}
}
