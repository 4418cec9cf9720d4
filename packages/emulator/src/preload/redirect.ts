import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { isDiscordHost } from './discordHosts.js';

/** The options that Node's own code and all clients give to `connect`. */
interface Target {
	readonly host?: string | null | undefined;
	readonly servername?: string | undefined;
	readonly socket?: unknown;
}

type Arguments = readonly unknown[];
type SocketConnect = (this: net.Socket, ...args: unknown[]) => net.Socket;

/** Where the emulator listens, and whether it speaks TLS. */
export interface Led {
	readonly host: string;
	readonly port: number;
	readonly isSecure?: boolean;
}

/**
 * Leads every connection of this process to Discord to the emulator instead. It works below all client libraries, so a bot
 * stays as it is, and nothing of it reaches Discord. The returned function undoes it.
 */
export function redirect({ isSecure = false, ...emulator }: Led): () => void {
	const usual = { connect: net.Socket.prototype.connect, tlsConnect: tls.connect };
	const connect = usual.connect as SocketConnect;
	const patched: SocketConnect = function (...args) {
		return isDiscordHost(targetOf(args).host) ? connect.call(this, { ...emulator }) : connect.apply(this, args);
	};
	const tlsConnect = (...args: unknown[]) => {
		const { host, servername, socket } = targetOf(args);
		if (socket || !isDiscordHost(host ?? servername)) return Reflect.apply(usual.tlsConnect, tls, args);
		const onSecure = args.find((each) => typeof each === 'function') as (() => void) | undefined;
		if (!isSecure) return withoutTls(emulator, onSecure);
		// Its certificate is not one for Discord's names.
		return usual.tlsConnect(
			{ ...targetOf(args), ...emulator, rejectUnauthorized: false } as tls.ConnectionOptions,
			onSecure,
		);
	};
	Object.assign(net.Socket.prototype, { connect: patched });
	Object.assign(tls, { connect: tlsConnect });
	syncBuiltinESMExports();
	return () => {
		Object.assign(net.Socket.prototype, { connect: usual.connect });
		Object.assign(tls, { connect: usual.tlsConnect });
		syncBuiltinESMExports();
	};
}

/** A plain socket that behaves as if it had spoken TLS, so that clients of `https:` and `wss:` take it. */
function withoutTls(emulator: net.TcpNetConnectOpts, onSecure?: () => void): net.Socket {
	const socket = new net.Socket();
	const secure = { encrypted: true, authorized: true, authorizationError: null, alpnProtocol: 'http/1.1' };
	const asked = { getPeerCertificate: () => ({}), getSession: () => undefined, isSessionReused: () => false };
	Object.assign(socket, secure, asked);
	if (onSecure) socket.once('secureConnect', onSecure);
	socket.once('connect', () => socket.emit('secureConnect'));
	return socket.connect({ ...emulator });
}

/** `connect(options)`, `connect(port, host, options)`, and the list of both that Node hands on inside. */
function targetOf([first, second, third]: Arguments): Target {
	if (Array.isArray(first)) return targetOf(first);
	if (typeof first === 'object' && first !== null) return first as Target;
	const options = [second, third].find((each) => typeof each === 'object' && each !== null) as Target | undefined;
	return { ...options, ...(typeof second === 'string' && { host: second }) };
}
