import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SystemProcesses } from './SystemProcesses.js';

const processes = new SystemProcesses();
const describeOwn = async () => ({ nonce: '0', ...(await processes.describeOwn()), threadId: 0 });

describe('SystemProcesses', () => {
	it('knows that this process runs', async () => {
		expect(await processes.isRunning(await describeOwn())).toBe(true);
	});

	it('knows that a process was killed, while its parent has not noticed and afterwards', async () => {
		const child = spawn(process.execPath, ['--eval', 'console.log(1); setInterval(() => {}, 1_000)']);
		await once(child.stdout, 'data');
		const own = await describeOwn();
		const holder = { ...own, pid: child.pid ?? 0, startedAt: await startedAt(child.pid) };
		expect(await processes.isRunning(holder)).toBe(true);
		const exited = once(child, 'exit');
		child.kill('SIGKILL');
		await exited;
		expect(await processes.isRunning(holder)).toBe(false);
	});

	it('does not take another process for one that had its id before', async () => {
		expect(await processes.isRunning({ ...(await describeOwn()), startedAt: '1' })).toBe(false);
	});

	it('cannot see whether a thread still runs while its process does, and knows that it does not if that has ended', async () => {
		const own = await describeOwn();
		expect(await processes.isRunning({ ...own, threadId: 7 })).toBe(undefined);
		expect(await processes.isRunning({ ...own, threadId: 7, startedAt: '1' })).toBe(false);
	});

	it('says nothing about processes of another container, another boot or another machine', async () => {
		const own = await describeOwn();
		expect(await processes.isRunning({ ...own, place: 'elsewhere' })).toBe(undefined);
		expect(await processes.isRunning({ ...own, place: null })).toBe(undefined);
	});
});

async function startedAt(pid: number | undefined): Promise<string> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
