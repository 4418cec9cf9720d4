import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

const STDERR = 2;

/** The number that shells add to that of a signal for the exit code of what it ended. */
const ENDED_BY_SIGNAL = 128;

/**
 * Runs a command in this terminal until it ends. When `stop` fires, it gets the signal that is the reason of it, SIGTERM by default.
 * Gives its exit code.
 *
 * @param output - `beside` lets it write to stderr only.
 */
export async function runBot(
	[command = '', ...args]: readonly string[],
	environment: Readonly<Record<string, string>>,
	stop: AbortSignal,
	output: 'own' | 'beside' = 'own',
): Promise<number> {
	if (stop.aborted) return ENDED_BY_SIGNAL + constants.signals[signalOf(stop)];
	const env = { ...process.env, ...environment };
	// On Windows, commands like npx are scripts, which only a shell can start.
	const bot = spawn(command, args, {
		stdio: ['inherit', output === 'own' ? 'inherit' : STDERR, 'inherit'],
		env,
		shell: process.platform === 'win32',
	});
	const pass = () => void bot.kill(signalOf(stop));
	stop.addEventListener('abort', pass);
	try {
		const [code, signal] = (await once(bot, 'exit')) as [number | null, NodeJS.Signals | null];
		return code ?? ENDED_BY_SIGNAL + constants.signals[signal ?? 'SIGTERM'];
	} finally {
		stop.removeEventListener('abort', pass);
	}
}

function signalOf({ reason }: AbortSignal): NodeJS.Signals {
	return typeof reason === 'string' && reason in constants.signals ? (reason as NodeJS.Signals) : 'SIGTERM';
}
