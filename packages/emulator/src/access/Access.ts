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
	readonly #isSecure: boolean;
	readonly #hasPage: boolean;

	/**
	 * @param hostNames - Names by which clients may call it, beside those of loopback.
	 * @param isSecure - Whether it speaks TLS.
	 * @param hasPage - Whether there is a web page of its own, which may call it, too.
	 */
	constructor(hostNames: readonly string[] = [], isSecure = false, hasPage = false) {
		this.#names = new Set(hostNames.map((name) => name.toLowerCase()));
		this.#isSecure = isSecure;
		this.#hasPage = hasPage;
	}

	/**
	 * The address of the gateway for a client that calls the emulator by this host. If the host worked once, for example by
	 * a forwarded port of a container, it works again.
	 */
	gatewayUrlAt(host: string): string {
		return `${this.#isSecure ? 'wss' : 'ws'}://${host}/gateway`;
	}

	/** The reason to refuse a request; `undefined` if it is allowed. */
	refusalOf({ headers: { host, origin } }: Pick<IncomingMessage, 'headers'>): string | undefined {
		const isOwnPage = this.#hasPage && host !== undefined && origin?.toLowerCase() === `http://${host.toLowerCase()}`;
		if (origin !== undefined && !isOwnPage) return 'it answers no web pages, and this request has an Origin';
		if (host !== undefined && this.isOwn(host)) return undefined;
		if (!host) return 'this request names no Host';
		return `its name is not ${JSON.stringify(host)}; add names with the option hostNames (--host-name)`;
	}

	/** Whether a host, perhaps with a port, is loopback or one of the names. Such a host the emulator may call, too. */
	isOwn(host: string): boolean {
		const name = HOST.exec(host)?.groups?.name?.toLowerCase();
		return name !== undefined && (isLoopback(name) || this.#names.has(name));
	}
}

function isLoopback(name: string): boolean {
	return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}
