import type { APIMessage } from 'discord-api-types/v10';
import { element } from './elements.js';
import { ask } from './server.js';
import type { Watch } from './Watch.js';

/** Kinds of pictures in which nothing can run. */
const PICTURES = /^image\/(?:png|jpeg|gif|webp)$/;
const MOST_KEPT = 50;

interface File {
	readonly name: string;
	readonly type: string;
	readonly base64: string;
}

/** Shows the files of messages: pictures in their place, everything else as a download. */
export class FileViews {
	/** Addresses of what was read, by attachment. */
	readonly #urls = new Map<string, string>();

	constructor(private readonly watch: Watch) {}

	async show(message: APIMessage, index: number, into: HTMLElement): Promise<void> {
		const { id, filename, content_type } = message.attachments[index] ?? {};
		if (id === undefined || filename === undefined) return;
		const type = PICTURES.test(content_type ?? '') ? (content_type as string) : 'application/octet-stream';
		const url = this.#urls.get(id) ?? (await this.#read(message, index, type).catch(() => undefined));
		if (url === undefined) into.append(element('span', { class: 'bad' }, 'The file is gone.'));
		else if (type === 'application/octet-stream') element('a', { href: url, download: filename }).click();
		else into.replaceChildren(element('img', { src: url, alt: filename }));
	}

	async #read(message: APIMessage, index: number, type: string): Promise<string | undefined> {
		const query = new URLSearchParams({ guildId: this.watch.view?.guild.id ?? '', userId: this.watch.userId });
		const files = await ask<File[]>('GET', `/page/files/${message.channel_id}/${message.id}?${query}`);
		// The oldest files are forgotten one by one.
		const file = files.find(({ name }) => name === message.attachments[index]?.filename);
		if (!file) return undefined;
		const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
		const url = URL.createObjectURL(new Blob([bytes], { type }));
		this.#urls.set(message.attachments[index]?.id ?? '', url);
		const [oldest] = this.#urls;
		if (this.#urls.size > MOST_KEPT && oldest) {
			this.#urls.delete(oldest[0]);
			URL.revokeObjectURL(oldest[1]);
		}
		return url;
	}
}
