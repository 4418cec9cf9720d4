import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';

/** A name or an address, and perhaps a port. */
const HOST = /^(?<name>\[[\da-f:.]+\]|[^\s:@/[\]]+)(?::\d{1,5})?$/i;

/**
 * Decides who may call the emulator. It listens on loopback only, but web pages in a browser on this machine can reach
 * it by a name that points to 127.0.0.1. Browsers also send the `Origin` header, and bots do not.
 */
export class Access {
	readonly #names: ReadonlySet<string>;
	readonly #hasPage: boolean;

	/**
	 * @param hostNames - Names by which clients may call it, beside those of loopback.
	 * @param hasPage - Whether there is a web page of its own, which may call it, too.
	 */
	constructor(hostNames: readonly string[] = [], hasPage = false) {
		this.#names = new Set(hostNames.map((name) => name.toLowerCase()));
		this.#hasPage = hasPage;
	}

	/** The reason to refuse a request; `undefined` if it is allowed. */
	refusalOf({ headers: { host, origin } }: Pick<IncomingMessage, 'headers'>): string | undefined {
		const isOwn = this.#hasPage && host !== undefined && origin?.toLowerCase() === `http://${host.toLowerCase()}`;
		if (origin !== undefined && !isOwn) return 'it answers no web pages, and this request has an Origin';
		if (host !== undefined && this.#isKnown(host)) return undefined;
		if (!host) return 'this request names no Host';
		return `its name is not ${JSON.stringify(host)}; add names with the option hostNames (--host-name)`;
	}

	#isKnown(host: string): boolean {
		const name = HOST.exec(host)?.groups?.name?.toLowerCase();
		return name !== undefined && (isLoopback(name) || this.#names.has(name));
	}
}

function isLoopback(name: string): boolean {
	return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}
