import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';
import { codeOf } from '../disk/codeOf.js';
import type { Holder } from './Holder.js';
import type { IProcesses } from './IProcesses.js';

/** Fields of `/proc/…/stat` after the name of the program, which may hold spaces and brackets. */
const STATE = 0;
const STARTED_AT = 19;

/** The processes of this machine. Linux says of each when it began; elsewhere only its id is known. */
export class SystemProcesses implements IProcesses {
	async describeOwn(): Promise<Omit<Holder, 'nonce'>> {
		const startedAt = (await statOf('self'))?.startedAt ?? null;
		return { pid: process.pid, threadId, host: hostname(), place: await readPlace(), startedAt };
	}

	async isRunning(holder: Holder): Promise<boolean | undefined> {
		const place = await readPlace();
		if (place !== holder.place) return undefined;
		// Without a place, an id means something only on the machine that gave it.
		if (place === null) return holder.host === hostname() && !isIdInUse(holder.pid) ? false : undefined;
		const stat = await statOf(String(holder.pid));
		// The processes of other users may be hidden.
		if (stat === null) return isIdInUse(holder.pid) ? undefined : false;
		const isSame = stat.startedAt === holder.startedAt && stat.state !== 'Z' && stat.state !== 'X';
		// A worker thread may have ended, and nobody outside of its process can see that.
		return isSame && holder.threadId !== 0 ? undefined : isSame;
	}
}

function isIdInUse(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return codeOf(error) !== 'ESRCH';
	}
}

/** In another container, the same id is another process. */
async function readPlace(): Promise<string | null> {
	try {
		const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
		return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
	} catch {
		return null;
	}
}

async function statOf(pid: string): Promise<{ readonly state: string; readonly startedAt: string } | null> {
	try {
		const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return { state: fields[STATE] ?? '', startedAt: fields[STARTED_AT] ?? '' };
	} catch {
		return null;
	}
}
