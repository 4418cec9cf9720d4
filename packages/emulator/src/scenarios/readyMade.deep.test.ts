import { describe, expect, it } from 'vitest';
import { cases } from '../cases/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { GatewayClient } from '../tests/GatewayClient.js';
import { readScenario, readyMadeNames, runScenario, tellStory } from './index.js';

const RETRY_MS = 50;
const AGAIN_MS = 1_000;
/** Close codes after which a bot must not come back. */
const FATAL = [4004, 4010, 4013, 4014];

/** A bot that does what every bot does: it asks for the members of each guild, and comes back if it can. */
async function run(emulator: DiscordEmulator, stop: AbortSignal): Promise<number> {
	let client: GatewayClient | undefined;
	stop.addEventListener('abort', () => client?.close());
	while (!stop.aborted) {
		client = new GatewayClient(emulator);
		void live(client).catch(() => undefined);
		if (FATAL.includes(await client.closed)) break;
		await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
	}
	if (!stop.aborted) await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
	return 0;
}

async function live(client: GatewayClient): Promise<void> {
	await client.next(10);
	client.identify();
	for (;;) {
		const { op, d } = await client.next(({ op, t }) => op === 9 || t === 'GUILD_CREATE');
		if (op === 0) client.requestAll(d.id, 'all');
		else {
			// It identified too soon after the last time.
			await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
			client.identify();
		}
	}
}

describe('the scenarios that come with the package', () => {
	it('are one for each case, and begin with what happens', async () => {
		expect(readyMadeNames().sort()).toEqual(Object.keys(cases).sort());
	});

	// All at once, since they mostly wait.
	it('run, and are met by a bot that does what every bot does', async () => {
		const results = await Promise.all(
			readyMadeNames().map(async (name) => {
				const scenario = await readScenario(name);
				return { ...(await runScenario(scenario.name, scenario, run, new AbortController().signal)), name };
			}),
		);
		const failed = results.filter(({ steps }) => steps.some(({ failure }) => failure !== undefined));
		expect(failed.map(tellStory)).toEqual([]);
		expect(results.map(({ notRun }) => notRun)).toEqual(results.map(() => 0));
	});

	it('are listed if there is no such file', async () => {
		await expect(readScenario('chunk-lots')).rejects.toThrow(/chunk-lots: ENOENT.* there are .*chunk-lost, /);
	});
});
