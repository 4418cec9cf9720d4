import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { RawSession } from './client/RawSession.js';

const EMULATOR = dirname(createRequire(import.meta.url).resolve('rollcall-emulator/package.json'));
const COMMAND = join(EMULATOR, 'bin', 'rollcall-emulator.js');

/** What the command prints with `--json`. */
interface Announced {
	readonly gatewayUrl: string;
	readonly token: string;
	readonly guilds: readonly [{ readonly id: string }];
}

/** Starts the command, logs a bot in as soon as it prints where, and gives the ms until the bot's guild is announced. */
export async function measureReady(): Promise<number> {
	const begun = performance.now();
	const command = spawn(process.execPath, [COMMAND, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
	try {
		const { url, token, guildId } = await addressOf(command);
		const session = new RawSession(url, token, false);
		await session.announced(guildId);
		const ms = performance.now() - begun;
		await session.close();
		return ms;
	} finally {
		command.kill();
		await once(command, 'exit');
	}
}

async function addressOf(command: ChildProcess): Promise<{ url: string; token: string; guildId: string }> {
	for await (const line of createInterface({ input: command.stdout as Readable })) {
		const { gatewayUrl, token, guilds } = JSON.parse(line) as Announced;
		return { url: gatewayUrl, token, guildId: guilds[0].id };
	}
	throw new Error('The command did not say where the emulator is.');
}
