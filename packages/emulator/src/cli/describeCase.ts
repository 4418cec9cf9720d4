import { cases } from '../cases/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { environmentOf } from './environmentOf.js';
import type { ReproduceArguments } from './reproduceCommand.js';

/** Describes a case, and if no bot was given, how to connect one. */
export function describeCase(name: string, emulator: DiscordEmulator, args: ReproduceArguments): string {
	const environment = environmentOf(emulator);
	const happens = cases[name]?.happens ?? '';
	if (args.json) return `${JSON.stringify({ case: name, happens, ...environment })}\n`;
	const title = `${name}: ${happens}\n`;
	if (args.bot.length > 0) return title;
	const lines = Object.entries(environment).map(([key, value]) => `${key}=${value}\n`);
	return [title, 'Start a bot with these variables. Stop the emulator with Ctrl+C:\n', ...lines].join('');
}

/** Every case with what happens. */
export function listCases(): string {
	const width = Math.max(...Object.keys(cases).map((name) => name.length));
	const lines = Object.entries(cases).map(([name, { happens }]) => `  ${name.padEnd(width)}  ${happens}\n`);
	return ['rollcall-emulator reproduce <case> [-- command that starts a bot]\n', ...lines].join('');
}
