import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CommandError } from '../errors/index.js';

/** The renames of another export take milliseconds. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/** The process that is putting a file in its place. */
interface Placer {
	readonly name: string;
	readonly host: string;
	readonly pid: number;
}

/**
 * Runs what puts a file and its description in their places, while no other export of this name does: otherwise the list of
 * one could get the description of the other. Each has a file of its own that says so, written before it looks for others,
 * so that of two at least one sees the other. A process that was killed does not hold the place.
 */
export async function placing<Result>(file: string, place: () => Promise<Result>): Promise<Result> {
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		const own = markOf(file);
		const mark = join(dirname(file), own);
		await (await open(mark, 'wx', 0o600)).close();
		try {
			const other = (await placersOf(file)).find(({ name }) => name !== own);
			if (!other) return await place();
			if (Date.now() > until) throw occupied(file, other);
		} finally {
			await rm(mark, { force: true });
		}
		await setTimeout(PAUSE_MS * (0.5 + Math.random()));
	}
}

/** Where the number of a process means that process: containers may share a host name, and have numbers of their own. */
const HOST = `${hostname()}.${numbersOf()}`.replace(/[^\w.]/g, '_').slice(0, 80);

function numbersOf(): string {
	try {
		return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
	} catch {
		return '';
	}
}

/** The name of a file that says that a process is putting another one in its place. */
export function markOf(file: string, pid = process.pid): string {
	return `${startOf(file)}${HOST}-${pid}-${randomBytes(4).toString('hex')}.placing`;
}

/** Short whatever the name is, and one for the names that some file systems take for the same. */
function startOf(file: string): string {
	const name = basename(file).normalize('NFC').toLowerCase();
	return `.rollcall-${createHash('sha256').update(name).digest('hex').slice(0, 16)}.`;
}

async function placersOf(file: string): Promise<Placer[]> {
	const folder = dirname(file);
	const start = startOf(file);
	const found = (await readdir(folder)).flatMap((name) => {
		if (!name.startsWith(start)) return [];
		const [, host, pid] = /^([\w.]*)-(\d+)-[0-9a-f]{8}\.placing$/.exec(name.slice(start.length)) ?? [];
		return host === undefined ? [] : [{ name, host, pid: Number(pid) }];
	});
	const living = found.filter((placer) => placer.host !== HOST || isRunning(placer.pid));
	for (const { name } of found.filter((placer) => !living.includes(placer)))
		await rm(join(folder, name), { force: true });
	return living;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // it is another user's
	}
}

function occupied(file: string, { name, host, pid }: Placer): CommandError {
	return new CommandError(
		`${file} could not be written: process ${pid} on ${host} has been putting an export in its place for ${PATIENCE_MS / 1_000} s. If it is not running, remove ${join(dirname(file), name)}. Nothing stays of this export.`,
	);
}
