import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command in this terminal until it ends or the signal ends it. Gives its exit code. */
export async function runBot(
	[command = '', ...args]: readonly string[],
	environment: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<number> {
	const env = { ...process.env, ...environment };
	// On Windows, commands like npx are scripts, which only a shell can start.
	const bot = spawn(command, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
	const stop = () => void bot.kill();
	signal.addEventListener('abort', stop);
	try {
		const [code] = (await once(bot, 'exit')) as [number | null];
		return code ?? 1;
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
