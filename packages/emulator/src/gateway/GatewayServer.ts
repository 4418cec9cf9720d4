import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GatewayTarget } from '../faults/index.js';
import { transports } from './compression/index.js';
import {
	CloseCode,
	Connection,
	endsSession,
	GATEWAY_VERSIONS,
	type GatewayVersion,
	isFarewell,
	type Refusal,
} from './connection/index.js';
import { covers, createContext, type GatewayContext, type GatewaySetup } from './context/index.js';
import { GatewayControl } from './control/GatewayControl.js';
import { tellChange } from './events/index.js';
import type { SessionStartInfo } from './limits/index.js';
import { handleFrame } from './opcodes/index.js';

/** A session of a bot. */
export interface SessionInfo {
	readonly botId: string;
	/** Shard id and number of shards. */
	readonly shard: readonly [id: number, count: number];
	readonly intents: number;
	/** Whether it has a socket. If not, the bot can still resume it. */
	readonly isConnected: boolean;
	/** Whether it has a socket, and knows all its guilds. */
	readonly isReady: boolean;
}

/** Frames above this are not read. Above `gateway.maxPayload` they close the connection with 4002. */
const MOST_BYTES_READ = 1024 * 1024;
const ORIGIN = 'ws://loopback';
const PATHS = new Set(['/', '/gateway', '/gateway/']);

/** Discord's gateway: takes the WebSocket upgrades of an HTTP server and speaks versions 9 and 10 with JSON. */
export class GatewayServer {
	readonly #context: GatewayContext;
	readonly #control: GatewayControl;
	readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES_READ });
	readonly #connections = new Set<Connection>();
	readonly #stopListening: () => void;
	#detach: () => void = () => undefined;

	constructor(setup: GatewaySetup) {
		this.#context = createContext(setup, (session) => this.#control.lagOf(session));
		this.#control = new GatewayControl(this.#context);
		this.#context.faults.gateway.attach(this.#control);
		this.#stopListening = this.#context.world.onChange((change) => tellChange(this.#context, change));
	}

	/** Takes the upgrades of a server, until it stops. */
	attach(server: Server): void {
		const upgrade = (...[request, socket, head]: [IncomingMessage, Duplex, Buffer]) =>
			this.#upgrade(request, socket, head);
		server.on('upgrade', upgrade);
		this.#detach = () => server.off('upgrade', upgrade);
	}

	/** Gives the session start limit of a bot. */
	sessionStarts(botId: string): SessionStartInfo {
		return this.#context.starts.info(botId);
	}

	/** The sessions that are alive. */
	sessions(): SessionInfo[] {
		return [...this.#context.sessions].map((session) => {
			const { bot, shard, intents } = session.identity;
			const guilds = this.#context.world.guildsOf(bot.id).filter((guild) => guild.available && covers(session, guild));
			const isReady = session.connection !== undefined && guilds.every(({ id }) => session.announced.has(id));
			return { botId: bot.id, shard, intents, isConnected: session.connection !== undefined, isReady };
		});
	}

	/** Misses no heartbeat until the returned function is called. */
	holdHeartbeats(): () => void {
		const releases = [...this.#connections].map((connection) => connection.holdHeartbeats());
		return () => {
			for (const release of releases) release();
		};
	}

	/** Sends a dispatch as it is to the sessions of a target. */
	dispatch(event: string, data: unknown, target: GatewayTarget): void {
		this.#control.dispatch(event, data, target);
	}

	/**
	 * Ends every session and breaks every socket. No timer stays.
	 *
	 * @param farewell - Closes the sockets with this code and reason instead.
	 */
	stop(farewell?: Refusal): void {
		this.#detach();
		this.#stopListening();
		for (const session of this.#context.sessions) this.#context.sessions.end(session);
		for (const connection of [...this.#connections]) {
			if (farewell) connection.close(...farewell);
			else connection.terminate();
		}
		this.#sockets.close();
	}

	#upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const path = request.url ?? '/';
		const url = URL.canParse(path, ORIGIN) ? new URL(path, ORIGIN) : undefined;
		const foreign = this.#context.access.refusalOf(request);
		if (foreign !== undefined) refuse(socket, '403 Forbidden', foreign);
		else if (!url || !PATHS.has(url.pathname)) refuse(socket, '404 Not Found');
		else if (this.#control.takeRefusal()) refuse(socket, '503 Service Unavailable');
		else
			this.#sockets.handleUpgrade(request, socket, head, (client) => {
				this.#open(client, url.searchParams, request.headers.host);
			});
	}

	#open(socket: WebSocket, query: URLSearchParams, host = ''): void {
		const wrong = whatIsWrong(query);
		const connection = new Connection({
			unsent: this.#context.unsent,
			refusal: wrong === undefined ? undefined : [CloseCode.InvalidAPIVersion, wrong],
			socket,
			clock: this.#context.clock,
			options: this.#context.options,
			version: readVersion(query) ?? 10,
			host,
			transport: transports.get(query.get('compress') ?? ''),
			onFrame: (from, frame) => handleFrame(this.#context, from, frame),
			onClose: (closed, code) => this.#close(closed, code),
		});
		this.#connections.add(connection);
	}

	#close(connection: Connection, code: number): void {
		this.#connections.delete(connection);
		const { clock, onTraffic } = this.#context;
		onTraffic?.({ type: 'close', at: clock.now(), botId: connection.botId, code });
		if (connection.botId !== undefined) this.#context.stats.countClose(connection.botId, code);
		const session = this.#context.sessions.speakingOn(connection);
		if (!session) return;
		if (isFarewell(code) || endsSession(code)) this.#context.sessions.end(session);
		else this.#context.sessions.leaveBehind(session);
	}
}

/** The version that a client asks for. The two differ only in the number in READY. */
function readVersion(query: URLSearchParams): GatewayVersion | undefined {
	const asked = query.get('v') ?? '10';
	return GATEWAY_VERSIONS.find((version) => String(version) === asked);
}

/** The reason why a query is refused. Discord documents no code for encodings, so they share the code of versions. */
function whatIsWrong(query: URLSearchParams): string | undefined {
	const encoding = query.get('encoding') ?? 'json';
	if (readVersion(query) === undefined) return 'Invalid API version.';
	if (encoding !== 'json') return 'Only encoding=json is spoken here.';
	const compress = query.get('compress');
	if (compress === null || transports.has(compress)) return undefined;
	return `Only compress=${[...transports.keys()].join(' or ')} is spoken here.`;
}

function refuse(socket: Duplex, status: string, why = ''): void {
	// A client that does not wait resets the socket. Without a listener, that error would end the process.
	socket.on('error', () => {});
	const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(why)}`;
	socket.end(`${head}\r\n\r\n${why}`);
}
