import { randomBytes } from 'node:crypto';
import { VirtualClock } from '../../tests/VirtualClock.js';
import type { IDisk } from '../disk/IDisk.js';
import { FileStore } from '../shard/FileStore.js';
import { FakeProcesses } from './FakeProcesses.js';

export const DAY_MS = 86_400_000;

/** A file store in a directory of a disk, whose processes and clock the test owns. */
export function aStore(disk: IDisk, directory: string, processes = new FakeProcesses(), clock = new VirtualClock()) {
	const createNonce = () => randomBytes(4).toString('hex');
	const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimer(ms, resolve));
	const store = new FileStore({ disk, processes, clock, createNonce, wait }, directory, 30 * DAY_MS);
	return { store, disk, processes, clock };
}
