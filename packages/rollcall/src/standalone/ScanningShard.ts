import { isUtf8 } from 'node:buffer';
import { WebSocketShard } from '@discordjs/ws';
import { scanPayload } from './scanPayload.js';

// The only place that knows what @discordjs/ws keeps to itself, as read in the source of 2.0.0 to 2.0.4: the three private
// members below, and the handler that a shard sets as `onmessage` of its socket before it takes the socket as its own.
// If one of them is missing, payloads are parsed as the library parses them.

type Handler = (event: { readonly data: unknown }) => void;

/** A socket of `ws`. The one of the runtime has no `on`, and makes texts of its frames by itself. */
interface Socket {
	onmessage: Handler | null;
	on?(name: 'message', listener: (data: unknown) => void): unknown;
	off?(name: 'message', listener: (data: unknown) => void): unknown;
}

interface ShardInternals {
	connection: Socket | null;
	/** @param data - a text, or the bytes of a frame that is compressed */
	unpackMessage(data: unknown, isBinary: boolean): unknown;
	/** @param result - bytes that were compressed, or a text */
	parseInflateResult(result: unknown): unknown;
}

type ShardParameters = ConstructorParameters<typeof WebSocketShard>;
const Shard = WebSocketShard as unknown as new (...parameters: ShardParameters) => ShardInternals;

/** Whether @discordjs/ws has what is needed here. */
export const CAN_SCAN = typeof Shard.prototype.unpackMessage === 'function';

/**
 * A shard that leaves the members of a GUILD_MEMBERS_CHUNK unread until somebody reads them, and takes the frames of its
 * socket as bytes, so that nothing makes a text of them before.
 */
export class ScanningShard extends Shard {
	constructor(...parameters: ShardParameters) {
		super(...parameters);
		let { connection } = this;
		Object.defineProperty(this, 'connection', {
			enumerable: true,
			configurable: true,
			get: () => connection,
			set(socket: Socket | null) {
				connection = socket;
				if (socket) takeBytes(socket);
			},
		});
	}

	override unpackMessage(data: unknown, isBinary: boolean): unknown {
		if (isBinary || !Buffer.isBuffer(data)) return super.unpackMessage(data, isBinary);
		// `ws` has checked that the frame is UTF-8.
		return scanPayload(data) ?? super.unpackMessage(data.toString(), isBinary);
	}

	override parseInflateResult(result: unknown): unknown {
		const payload = Buffer.isBuffer(result) && isUtf8(result) ? scanPayload(result) : undefined;
		return payload ?? super.parseInflateResult(result);
	}
}

/** Passes the frames of the socket on as bytes, for as long as nobody but the shard sets the handler. */
function takeBytes(socket: Socket): void {
	const { onmessage } = socket;
	if (!onmessage || typeof socket.on !== 'function') return;
	const pass = (data: unknown) => onmessage({ data });
	socket.onmessage = null;
	socket.on('message', pass);
	Object.defineProperty(socket, 'onmessage', {
		configurable: true,
		get: () => onmessage,
		set(handler: Handler | null) {
			socket.off?.('message', pass);
			Reflect.deleteProperty(socket, 'onmessage');
			socket.onmessage = handler;
		},
	});
}
