import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A request to the proxy. `number` counts those that `matches` of its misbehaviour names. */
export interface Asked {
	readonly path: string;
	readonly number: number;
	readonly incoming: IncomingMessage;
	readonly outgoing: ServerResponse;
	/** Passes the request on, and the answer back. */
	forward(change?: Change): Promise<void>;
}

/** What changes on the way. */
export interface Change {
	/** Headers of the request that are set in place of its own. */
	readonly request?: Readonly<Record<string, string>>;
	/** Headers of the answer that do not pass. */
	readonly removes?: RegExp;
	/** Headers that are added to the answer. */
	readonly adds?: Readonly<Record<string, string>>;
	/** Bytes of the body that pass before the connection is closed. */
	readonly cutAfter?: number;
}

/** How a proxy treats a request: by itself, or with `forward`. */
export type Habit = (asked: Asked) => unknown;

/** A server in front of the emulator's REST that answers as proxies of Discord's API do, or worse. */
export class StandInProxy {
	/** How it treats the requests that it is asked; it forwards the others. */
	habit: Habit = ({ forward }) => forward();
	/** Paths with their query, in the order in which they came. */
	readonly asked: string[] = [];
	/** The `Authorization` of each. */
	readonly tokens: (string | undefined)[] = [];
	readonly #server: Server;

	private constructor(private readonly target: URL) {
		this.#server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
	}

	/** @param api - the base URL of the API that it stands before */
	static async before(api: string): Promise<StandInProxy> {
		const proxy = new StandInProxy(new URL(api));
		proxy.#server.listen(0, '127.0.0.1');
		await once(proxy.#server, 'listening');
		return proxy;
	}

	/** The base URL to give to a bot. */
	get api(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}

	async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const path = incoming.url ?? '';
		this.asked.push(path);
		this.tokens.push(incoming.headers.authorization);
		const forward = (change: Change = {}) => this.#forward(incoming, outgoing, change);
		try {
			await this.habit({ path, number: this.asked.length, incoming, outgoing, forward });
		} catch {
			outgoing.destroy(); // the client has gone
		}
	}

	async #forward(incoming: IncomingMessage, outgoing: ServerResponse, change: Change): Promise<void> {
		const { host: _host, connection: _connection, ...headers } = incoming.headers;
		const { hostname, port } = this.target;
		const asking = request({
			hostname,
			port,
			method: incoming.method,
			path: incoming.url,
			headers: { ...headers, ...change.request },
			agent: false,
		});
		for (const stream of [incoming, outgoing, asking]) stream.on('error', () => {}); // either side may go at any time
		incoming.pipe(asking);
		const [answer] = (await once(asking, 'response')) as [IncomingMessage];
		const chunks: Buffer[] = [];
		for await (const chunk of answer) chunks.push(chunk as Buffer);
		const kept = Object.entries(answer.headers).filter(
			([name]) =>
				!/^(connection|keep-alive|transfer-encoding|content-length)$/.test(name) && !change.removes?.test(name),
		);
		const body = Buffer.concat(chunks);
		outgoing.writeHead(answer.statusCode ?? 502, {
			...Object.fromEntries(kept),
			...change.adds,
			'content-length': body.length,
		});
		if (change.cutAfter === undefined) outgoing.end(body);
		else {
			outgoing.write(body.subarray(0, change.cutAfter));
			await pause(5);
			outgoing.destroy();
		}
	}
}
