import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { call } from '../../packages/bot/src/dashboard/tests/call.js';
import { startBot } from '../../packages/bot/src/tests/startBot.js';
import { healthCheckOfImage, OPS, readScrape, SERVED } from './readOps.js';

const TOKEN = 'a-token-of-24-letters-xx';

/** A bot with a token, as in the compose file, and a way to call it by its name there. */
async function aBot() {
	const { bot } = await startBot({ env: { DASHBOARD_TOKEN: TOKEN } });
	const url = bot.dashboard.url ?? '';
	const ask = (path: string, headers = {}) => call(url, path, { headers: { host: 'bot:8080', ...headers } });
	return { bot, port: new URL(url).port, ask };
}

it.each(SERVED)('The bot serves %s, and its page on running it says so', async (path) => {
	const { ask } = await aBot();
	expect((await ask(path, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
	expect(readFileSync(`${OPS}/../packages/bot/docs/running.md`, 'utf8')).toContain(`| \`${path}\` |`);
});

it('Prometheus gets the metrics as it is set up to ask for them, and nobody does without the token', async () => {
	const { ask } = await aBot();
	const { metrics_path, authorization, static_configs } = readScrape();
	const headers = { host: static_configs[0]?.targets[0], authorization: `${authorization.type} ${TOKEN}` };
	const { status, body } = await ask(metrics_path, headers);
	expect([status, body]).toEqual([200, expect.stringMatching(/^rollcall_rosters\{/m)]);
	expect((await ask(metrics_path)).status).toBe(403);
	expect((await ask(metrics_path, { host: '127.0.0.1' })).status).toBe(401);
});

it('The health check of the image finds a bot that runs, and misses one that has stopped', async () => {
	const { bot, port } = await aBot();
	const check = () =>
		promisify(execFile)(process.execPath, ['-e', healthCheckOfImage()], { env: { DASHBOARD_PORT: port } });
	await check();
	await bot.stop();
	await expect(check()).rejects.toMatchObject({ code: 1 });
});
