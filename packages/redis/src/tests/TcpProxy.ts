import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** A TCP proxy to a server on loopback, which delays, holds or cuts what passes. */
export class TcpProxy {
	/** Ms that each piece takes, either way. */
	delayMs = 0;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	#isHolding = false;
	#isCut = false;
	readonly #held: (() => void)[] = [];

	private constructor(private readonly target: number) {
		this.#server = createServer((socket) => this.#pass(socket));
	}

	static async to(target: number): Promise<TcpProxy> {
		const proxy = new TcpProxy(target);
		proxy.#server.listen(0, '127.0.0.1');
		await once(proxy.#server, 'listening');
		return proxy;
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	/** Nothing passes any more, and nothing is closed: as on a network that loses packets. */
	hold(): void {
		this.#isHolding = true;
	}

	/** Lets everything pass that was held. */
	release(): void {
		this.#isHolding = false;
		for (const send of this.#held.splice(0)) send();
	}

	/** Closes every connection, and each that comes. */
	cut(): void {
		this.#isCut = true;
		for (const socket of this.#sockets) socket.destroy();
	}

	mend(): void {
		this.#isCut = false;
	}

	async close(): Promise<void> {
		this.cut();
		this.#server.close();
		await once(this.#server, 'close');
	}

	#pass(socket: Socket): void {
		if (this.#isCut) {
			socket.destroy();
			return;
		}
		const upstream = dial(this.target, '127.0.0.1');
		this.#pipe(socket, upstream);
		this.#pipe(upstream, socket);
	}

	#pipe(from: Socket, to: Socket): void {
		this.#sockets.add(from);
		from.on('error', () => {});
		from.on('close', () => {
			this.#sockets.delete(from);
			to.destroy();
		});
		from.on('data', (data: Buffer) => {
			const send = () => to.write(data);
			if (this.#isHolding) this.#held.push(send);
			else if (this.delayMs > 0) setTimeout(() => (this.#isHolding ? this.#held.push(send) : send()), this.delayMs);
			else send();
		});
	}
}
