#!/usr/bin/env node
import { readArguments } from './readArguments.js';
import { runEmulator } from './runEmulator.js';
import { runRecord } from './runRecord.js';
import { runReproduce } from './runReproduce.js';
import { runScenarios } from './runScenarios.js';

const stop = new AbortController();
// The reason says which signal a bot gets.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal));
const write = (text: string) => process.stdout.write(text);
// The output of a bot is its own.
const writeBeside = (text: string) => process.stderr.write(text);

try {
	const args = readArguments(process.argv.slice(2));
	if (args.command === 'run')
		process.exitCode = await runEmulator(args, args.bot.length > 0 ? writeBeside : write, stop.signal);
	else if (args.command === 'scenarios') process.exitCode = await runScenarios(args, write, stop.signal);
	else if (args.command === 'record') process.exitCode = await runRecord(args, writeBeside, stop.signal);
	else process.exitCode = await runReproduce(args, write, stop.signal);
} catch (error) {
	process.stderr.write(`rollcall-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
