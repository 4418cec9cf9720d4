import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { GatewayClient } from '../../src/tests/GatewayClient.js';
import { startEmulator } from '../../src/tests/startEmulator.js';

const CONNECTIONS = 10_000;

it('with 10,000 sockets that say nothing, a bot logs in, gets its members and the answers of REST', async () => {
	const emulator = await startEmulator({ guilds: [{ members: 2500 }] });
	const { port } = new URL(emulator.restUrl);
	const opener = fileURLToPath(new URL('openSockets.mjs', import.meta.url));
	const crowd = spawn(process.execPath, [opener, port, String(CONNECTIONS)], { stdio: ['ignore', 'pipe', 'pipe'] });
	onTestFinished(() => void crowd.kill('SIGKILL'));
	// It needs as many file descriptors as sockets: `ulimit -n`.
	const failed = once(crowd.stderr, 'data').then(([said]) => Promise.reject(new Error(String(said))));
	failed.catch(() => undefined);
	const [said] = await Promise.race([once(crowd.stdout, 'data'), failed]);
	expect(Number(said)).toBe(CONNECTIONS);
	const bot = await GatewayClient.login(emulator);
	const guild = emulator.world.guild();
	bot.requestAll(guild.id, 'all');
	expect((await bot.chunks('all', 3)).flatMap(({ d }) => d.members)).toEqual([...guild.members()]);
	const headers = { authorization: `Bot ${emulator.token}` };
	expect((await fetch(`${emulator.restUrl}/v10/users/@me`, { headers })).status).toBe(200);
	crowd.kill('SIGKILL');
	await once(crowd, 'close');
	await bot.settledHeartbeat();
	bot.close();
});
