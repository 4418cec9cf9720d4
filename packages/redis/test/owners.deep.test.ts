import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { describeRedis } from '../src/tests/redisStage.js';

/** Long enough for a busy machine. */
const LEASE_MS = 5_000;
const PROGRAM = fileURLToPath(new URL('owner.mjs', import.meta.url));
let prefixes = 0;

/** A process that owns the shard, or wants to, and what it said. */
class Owner {
	readonly said: string[] = [];
	readonly #child: ChildProcess;

	constructor(port: number, prefix: string, name: string) {
		const args = [PROGRAM, String(port), prefix, String(LEASE_MS), name];
		this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		if (this.#child.stdout) createInterface(this.#child.stdout).on('line', (line) => this.said.push(line));
		onTestFinished(() => this.kill());
	}

	/** Resolves when it has said a line that begins so. */
	async says(start: string): Promise<void> {
		await expect.poll(() => this.said.some((line) => line.startsWith(start)), { timeout: 180_000 }).toBe(true);
	}

	signal(signal: NodeJS.Signals): void {
		this.#child.kill(signal);
	}

	async kill(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const ended = once(this.#child, 'exit');
		this.#child.kill('SIGKILL');
		await ended;
	}
}

describeRedis('processes that own a shard', (stage) => {
	const aShard = () => {
		const prefix = `owners${prefixes++}`;
		const base = `${prefix}:{228537642583588864}:v1:shard:4-3-0`;
		const redis = stage.client();
		const saved = async () => [await redis.hget(`${base}:facts`, '1'), await redis.hget(`${base}:head`, 'generation')];
		const blocks = () => redis.keys(`${base}:block:*`);
		return { owner: (name: string) => new Owner(stage.server.port, prefix, name), saved, blocks };
	};

	it('write nothing if they were stopped for longer than their lease, and wake up', async () => {
		const { owner, saved, blocks } = aShard();
		const first = owner('first');
		await first.says('saved 3');
		first.signal('SIGSTOP');
		const second = owner('second');
		await second.says('saved 3');
		second.signal('SIGSTOP'); // in the middle of a lease, so that only the first one could write
		await setTimeout(100);
		const before = [await saved(), await blocks()];
		first.signal('SIGCONT');
		await first.says('failed held');
		expect((await saved())[0]).toBe('second');
		expect([await saved(), await blocks()]).toEqual(before);
	});

	it('write nothing after a stop in which nobody else came', async () => {
		const { owner, saved } = aShard();
		const first = owner('first');
		await first.says('saved 3');
		first.signal('SIGSTOP');
		await setTimeout(100);
		const before = await saved();
		await setTimeout(2 * LEASE_MS);
		first.signal('SIGCONT');
		await first.says('failed held');
		expect(await saved()).toEqual(before);
	});

	it('are succeeded at once by the next one after a kill, which goes on with what they saved', async () => {
		const { owner, saved } = aShard();
		const first = owner('first');
		await first.says('saved 3');
		await first.kill();
		const second = owner('second');
		await second.says('opened true');
		await second.says('saved 1');
		expect((await saved())[0]).toBe('second');
	});
});
