/** The used part of a client of ioredis 5 or 6: a `Redis` or a `Cluster`, with TLS, users and options of your own. */
export interface RedisClient {
	readonly status: string;
	evalsha(sha1: string, keyCount: number, ...args: (string | Buffer | number)[]): Promise<unknown>;
	eval(script: string, keyCount: number, ...args: (string | Buffer | number)[]): Promise<unknown>;
	getBuffer(key: string): Promise<Buffer | null>;
}
