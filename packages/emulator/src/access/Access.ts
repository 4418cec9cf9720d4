import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';

/** A name or an address, and perhaps a port. */
const HOST = /^(?<name>\[[\da-f:.]+\]|[^\s:@/[\]]+)(?::\d{1,5})?$/i;

/**
 * Decides who may speak to the emulator. It listens on loopback only, yet a web page in a browser of this machine gets
 * there too: by a name that it points to 127.0.0.1, or with the `Origin` that browsers send and bots do not.
 */
export class Access {
	readonly #names: ReadonlySet<string>;

	/** @param hostNames - By which clients may call it, beside those of loopback. */
	constructor(hostNames: readonly string[] = []) {
		this.#names = new Set(hostNames.map((name) => name.toLowerCase()));
	}

	/** Why a request gets no answer; nothing if it gets one. */
	refusalOf({ headers: { host, origin } }: Pick<IncomingMessage, 'headers'>): string | undefined {
		if (origin !== undefined) return 'it answers no web page, and this request has an Origin';
		if (host !== undefined && this.#isKnown(host)) return undefined;
		if (!host) return 'this request names no Host';
		return `it is not called ${JSON.stringify(host)}; its option hostNames (--host-name) lists further names`;
	}

	#isKnown(host: string): boolean {
		const name = HOST.exec(host)?.groups?.name?.toLowerCase();
		return name !== undefined && (isLoopback(name) || this.#names.has(name));
	}
}

function isLoopback(name: string): boolean {
	return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}
