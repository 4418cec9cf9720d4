import type { RedisClient } from '../connection/RedisClient.js';

/** The used part of a connection that waits for messages. */
export interface WaitingConnection {
	/** The state of the connection, `ready` when there is one. */
	readonly status: string;
	/** Runs a command. */
	call(command: string, ...args: (string | number)[]): Promise<unknown>;
	/** Hears failures of the connection. */
	on(event: 'error', listener: (error: Error) => void): unknown;
	/** Ends the connection, and makes another one if `reconnect` is true. */
	disconnect(reconnect?: boolean): void;
}

/** The used part of a client of ioredis 5 or 6 that a worker reads with: a `Redis` or a `Cluster`. */
export interface WorkerClient extends RedisClient {
	/** Runs a command. */
	call(command: string, ...args: (string | number)[]): Promise<unknown>;
	/** Makes another connection with the same options: a worker needs one that waits for messages. */
	duplicate(): WaitingConnection;
}
