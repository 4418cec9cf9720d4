import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./botProcess.mjs', import.meta.url));

/** The built bot in its own process, with a clock that only {@link pass} moves. */
export class BotProcess {
	private constructor(private readonly child: ChildProcess) {}

	/** Resolves when the bot is ready. @param now - its time, epoch milliseconds */
	static async start(now: number, env: NodeJS.ProcessEnv): Promise<BotProcess> {
		const child = fork(SCRIPT, [String(now)], {
			env: { ...process.env, LOG_LEVEL: 'error', DASHBOARD_PORT: '0', ...env },
		});
		onTestFinished(() => void child.kill('SIGKILL'));
		await told(child);
		return new BotProcess(child);
	}

	/** Lets so many milliseconds pass, with everything that falls due in them. */
	async pass(ms: number): Promise<void> {
		this.child.send(ms);
		await told(this.child);
	}

	async stop(): Promise<void> {
		const exit = once(this.child, 'exit');
		this.child.send('stop');
		await exit;
	}

	/** Kills the process as `kill -9` does. */
	async kill(): Promise<void> {
		const exit = once(this.child, 'exit');
		this.child.kill('SIGKILL');
		await exit;
	}
}

async function told(child: ChildProcess): Promise<void> {
	const died = once(child, 'exit').then(([code]) => {
		throw new Error(`The bot's process ended with ${code}.`);
	});
	died.catch(() => {});
	await Promise.race([once(child, 'message'), died]);
}
