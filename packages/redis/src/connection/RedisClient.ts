/** The used part of a client of ioredis 5 or 6: a `Redis` or a `Cluster`, with TLS, users and options of your own. */
export interface RedisClient {
	/** The state of its connection, `ready` when there is one. */
	readonly status: string;
	/** Runs a script that Redis knows. */
	evalsha(sha1: string, keyCount: number, ...args: (string | Buffer | number)[]): Promise<unknown>;
	/** Runs a script. */
	eval(script: string, keyCount: number, ...args: (string | Buffer | number)[]): Promise<unknown>;
	/** Reads bytes. */
	getBuffer(key: string): Promise<Buffer | null>;
}
