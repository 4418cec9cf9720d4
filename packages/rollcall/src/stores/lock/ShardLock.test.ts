import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VirtualClock } from '../../tests/VirtualClock.js';
import { NodeDisk } from '../disk/NodeDisk.js';
import { FakeProcesses } from '../tests/FakeProcesses.js';
import { SimulatedDisk } from '../tests/SimulatedDisk.js';
import { type LockSurroundings, ShardLock } from './ShardLock.js';

const createNonce = () => randomBytes(4).toString('hex');

function surroundings() {
	const disk = new SimulatedDisk();
	const clock = new VirtualClock();
	const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimer(ms, resolve));
	return { disk, clock, processes: new FakeProcesses(), createNonce, wait };
}
type Surroundings = ReturnType<typeof surroundings>;

/** Lets time pass for the disk and for those who use it. */
async function pass(ms: number, { disk, clock }: Surroundings): Promise<void> {
	for (let passed = 0; passed < ms; passed += 500) {
		disk.now += 500;
		await clock.advance(500);
	}
}

/** Takes the lock while time passes; says how long that took. */
async function takeInTime(around: Surroundings): Promise<{ lock: ShardLock | null; ms: number }> {
	let isOver = false;
	const taken = ShardLock.take(around, '/').finally(() => {
		isOver = true;
	});
	const start = around.clock.now();
	await around.clock.advance(0);
	while (!isOver) await pass(500, around);
	return { lock: await taken, ms: around.clock.now() - start };
}

/** As a process that is stopped: its timers do not run. */
const stopped = (around: Surroundings): Surroundings => ({ ...around, clock: new VirtualClock() });

describe('a lock whose holder cannot be seen', () => {
	it('is held as long as it is written again, and those who ask wait for that', async () => {
		const around = surroundings();
		around.processes.canSee = false;
		const first = await ShardLock.take(around, '/');
		for (let round = 0; round < 20; round++) {
			await pass(round * 500, around);
			const { lock, ms } = await takeInTime(around);
			expect(lock).toBe(null);
			expect(ms).toBeLessThanOrEqual(2_000);
		}
		expect(await first?.check()).toBe(true);
	});

	it.each([
		[0, 6_000],
		[2_000, 4_000],
		[6_000, 0],
		[3_600_000, 0],
	])('goes to another %i ms after it was written last, in %i ms', async (silentMs, waitMs) => {
		const around = surroundings();
		around.processes.canSee = false;
		const first = await ShardLock.take(stopped(around), '/');
		await pass(silentMs, around);
		const { lock, ms } = await takeInTime(around);
		expect([await lock?.check(), await first?.check(), first?.isHeld]).toEqual([true, false, false]);
		expect(ms).toBe(waitMs);
	});

	it('goes to another at once when it is released while that one waits', async () => {
		const around = surroundings();
		around.processes.canSee = false;
		const first = await ShardLock.take(stopped(around), '/');
		const taking = takeInTime(around);
		await first?.release();
		const { lock, ms } = await taking;
		expect(await lock?.check()).toBe(true);
		expect(ms).toBeLessThanOrEqual(500);
	});

	it('notices by itself that it was taken over, and neither writes nor removes the lock of the other', async () => {
		const around = surroundings();
		around.processes.canSee = false;
		const late = stopped(around);
		const first = await ShardLock.take(late, '/');
		const { lock: second } = await takeInTime(around);
		const lock = around.disk.files().get('/lock');
		await late.clock.advance(2_000);
		expect(first?.isHeld).toBe(false);
		await first?.release();
		expect(around.disk.files().get('/lock')).toEqual(lock);
		expect(await second?.check()).toBe(true);
	});

	it.each([
		['nothing', 0],
		['half of its text', 20],
	])('is one too if it says %s, since its holder was cut off', async (_what, length) => {
		const around = surroundings();
		await ShardLock.take(stopped(around), '/');
		around.disk.damage('/lock', (bytes) => bytes.subarray(0, length));
		const { lock, ms } = await takeInTime(around);
		expect([await lock?.check(), ms]).toEqual([true, 6_000]);
	});

	it('is held although the clock of the file system was set back', async () => {
		const around = surroundings();
		around.processes.canSee = false;
		const first = await ShardLock.take(around, '/');
		around.disk.now -= 3_600_000;
		expect((await takeInTime(around)).lock).toBe(null);
		expect(await first?.check()).toBe(true);
	});
});

describe('a lock', () => {
	it('leaves no timer and no file when it is released, even during a beat', async () => {
		const around = surroundings();
		const lock = await ShardLock.take(around, '/');
		const beat = around.clock.advance(1_500);
		await lock?.release();
		await beat;
		await lock?.release();
		expect([around.clock.pendingCount, [...around.disk.files().keys()]]).toEqual([0, []]);
	});

	it('is lost if its file was removed', async () => {
		const around = surroundings();
		const lock = await ShardLock.take(around, '/');
		await around.disk.remove('/lock');
		expect(await lock?.check()).toBe(false);
		expect(around.clock.pendingCount).toBe(0);
	});

	it('outlasts a disk that cannot be written for a while', async () => {
		const around = surroundings();
		const lock = await ShardLock.take(around, '/');
		around.disk.onStep = () => {
			throw Object.assign(new Error('full'), { code: 'ENOSPC' });
		};
		await around.clock.advance(60_000);
		around.disk.onStep = () => {};
		expect(await lock?.check()).toBe(true);
		await lock?.release();
		expect(around.clock.pendingCount).toBe(0);
	});

	it('leaves no file if it cannot be written when it is taken', async () => {
		const around = surroundings();
		around.disk.onStep = ({ kind }) => {
			if (kind === 'write') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
		};
		await expect(ShardLock.take(around, '/')).rejects.toThrow('full');
		expect(around.disk.files().size).toBe(0);
	});

	it('has at most one holder, however many take over that of a process that has ended', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'lock-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		// A lock that is not written yet is waited for, and nobody lets virtual time pass here.
		const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
		const around: LockSurroundings = { ...surroundings(), disk: new NodeDisk(), wait };
		for (let round = 0; round < 20; round++) {
			const ended = await ShardLock.take(around, folder);
			(around.processes as FakeProcesses).kill();
			const taken = await Promise.all(Array.from({ length: 8 }, () => ShardLock.take(around, folder)));
			const held: ShardLock[] = [];
			for (const lock of taken) if (lock !== null && (await lock.check())) held.push(lock);
			expect(held.length).toBeLessThanOrEqual(1);
			// If they have taken it away from each other, the next one gets it.
			const [lock = await ShardLock.take(around, folder)] = held;
			expect(await lock?.check()).toBe(true);
			for (const one of [ended, ...taken, lock]) await one?.release();
		}
	});
});
