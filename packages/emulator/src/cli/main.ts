#!/usr/bin/env node
import { readArguments } from './readArguments.js';
import { runEmulator } from './runEmulator.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

try {
	await runEmulator(readArguments(process.argv.slice(2)), (text) => process.stdout.write(text), stop.signal);
} catch (error) {
	process.stderr.write(`rollcall-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
