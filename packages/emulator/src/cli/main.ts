#!/usr/bin/env node
import { readArguments } from './readArguments.js';
import { runEmulator } from './runEmulator.js';
import { runReproduce } from './runReproduce.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const write = (text: string) => process.stdout.write(text);

try {
	const args = readArguments(process.argv.slice(2));
	if (args.command === 'run') await runEmulator(args, write, stop.signal);
	else process.exitCode = await runReproduce(args, write, stop.signal);
} catch (error) {
	process.stderr.write(`rollcall-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
