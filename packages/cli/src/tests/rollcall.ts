import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { ConfigPatch, IClock } from 'rollcall/standalone';
import { DiscordEmulator, type EmulatorOptions } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';
import { run } from '../commands/run.js';

/** What is lost is known to be lost soon. */
const QUICK: ConfigPatch = {
	timeouts: { chunkIdle: 300, fullFetch: 6_000, fallbackTimeout: 2_000, partialFetch: 1_000 },
	retry: { baseDelay: 10, maxDelay: 50 },
	rateLimit: { requestsPerMinute: 10_000, burstLimit: 1_000, maxConcurrentRequests: 20 },
};

/** What a command did. */
export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
	/** The last line on stderr. */
	readonly last: string;
}

export interface RunOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
	/** The time of the service. */
	readonly clock?: IClock;
	/** Whether stdout and stderr are terminals. */
	readonly isTTY?: boolean;
	/** Is told each piece of stderr. */
	readonly onErr?: (text: string) => void;
	/** Is told each piece of stdout, before it is kept. */
	readonly onOut?: (text: string) => void;
}

/** Runs a command in this process. */
export async function rollcall(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
	const { env = {}, signal = new AbortController().signal, isTTY = false, clock, onErr, onOut } = options;
	const out = new Kept(isTTY, onOut);
	const err = new Kept(isTTY, onErr);
	const code = await run(argv, { env, stdout: out, stderr: err, signal, config: QUICK, ...(clock && { clock }) });
	return { code, out: out.text, err: err.text, last: err.text.trimEnd().split('\n').at(-1) ?? '' };
}

/** An output that is kept. */
class Kept extends Writable {
	text = '';

	constructor(
		readonly isTTY: boolean,
		private readonly onText: (text: string) => void = () => {},
	) {
		super();
	}

	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		this.onText(chunk.toString());
		this.text += chunk.toString();
		done();
	}
}

/** An emulator with one guild, and the command line that asks it. */
export async function anEmulator(options: EmulatorOptions = { guilds: [{ members: 1_500 }] }) {
	const emulator = new DiscordEmulator(options);
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const guild = emulator.world.guild();
	const env = { DISCORD_TOKEN: emulator.token };
	const ask = (argv: readonly string[], more: RunOptions = {}) =>
		rollcall([...argv, '--api', emulator.restUrl], { env, ...more });
	return { emulator, guild, env, ask, argv: (...args: string[]) => [...args, '--api', emulator.restUrl] };
}

/** A folder that is gone after the test. */
export function aFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}
