import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installPackage } from '../../../../packaging/debian/installPackage.js';

const PROGRAM = 'redis-server';

/**
 * The server of this machine; `undefined` if there is none. On Debian it is installed if it is missing and this user may do
 * so. It does not have to run: tests start their own.
 */
export function findRedis(): string | undefined {
	const found = look();
	if (found !== undefined) return found;
	// What installs also starts a service, which the tests do not use.
	installPackage(PROGRAM);
	const installed = look();
	if (installed === undefined && process.env.ROLLCALL_NEEDS_REDIS !== undefined)
		throw new Error(`There is no ${PROGRAM}. Install it, on Debian with: sudo apt-get install ${PROGRAM}.`);
	return installed;
}

function look(): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, PROGRAM)).find(existsSync);
}

/** A server of Redis on a loopback port, which keeps nothing on disk. */
export class RedisServer {
	#process: ChildProcess | undefined;
	readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));

	private constructor(
		private readonly program: string,
		readonly port: number,
	) {}

	static async start(program: string, ...options: string[]): Promise<RedisServer> {
		const server = new RedisServer(program, await freePort());
		await server.start(...options);
		return server;
	}

	get pid(): number {
		return this.#process?.pid ?? 0;
	}

	/** Starts it again after `stop`; it is empty then. */
	async start(...options: string[]): Promise<void> {
		const fixed = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder];
		const args = [...fixed, '--save', '', '--appendonly', 'no', '--daemonize', 'no', ...options];
		const child = spawn(this.program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		this.#process = child;
		await new Promise<void>((resolve, reject) => {
			let said = '';
			child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
			child.stdout?.on('data', (data: Buffer) => {
				said += data.toString();
				if (said.includes('Ready to accept connections')) resolve();
			});
		});
	}

	/** Ends it at once, as a crash does. */
	async stop(): Promise<void> {
		const child = this.#process;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}

/** A port of loopback that nobody uses. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('There is no free port.');
	return address.port;
}
