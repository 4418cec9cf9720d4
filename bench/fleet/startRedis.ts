import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const PROGRAM = 'redis-server';

/** There is no server of Redis on this machine. */
export class NoRedis extends Error {
	constructor() {
		super(
			`There is no ${PROGRAM}. Install it, on Debian with: sudo apt-get install ${PROGRAM}. Or give the address of one that runs in REDIS_URL.`,
		);
	}
}

/** A Redis of the demo. */
export interface OwnRedis {
	readonly url: string;
	stop(): Promise<void>;
}

/** Starts a server on a loopback port, which keeps nothing on disk; uses the one of `REDIS_URL` if that is set. */
export async function startRedis(given = process.env.REDIS_URL): Promise<OwnRedis> {
	if (given) return { url: given, stop: async () => {} };
	const folders = (process.env.PATH ?? '').split(delimiter);
	const program = folders.map((folder) => join(folder, PROGRAM)).find(existsSync);
	if (program === undefined) throw new NoRedis();
	const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'fleet-'))];
	const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	const server = spawn(program, [...place, '--save', '', '--appendonly', 'no'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const end = () => server.kill('SIGKILL');
	process.once('exit', end);
	await whenReady(server);
	return {
		url: `redis://127.0.0.1:${port}`,
		async stop() {
			process.off('exit', end);
			const ended = once(server, 'exit');
			end();
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function whenReady(server: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = '';
		server.once('error', reject);
		server.once('exit', (code) => reject(new Error(`${PROGRAM} ended with ${code}: ${said}`)));
		server.stdout?.on('data', (data: Buffer) => {
			said += data.toString();
			if (said.includes('Ready to accept connections')) resolve();
		});
	});
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('There is no free port.');
	return address.port;
}
