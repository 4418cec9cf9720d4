import { Status } from 'discord.js';
import { DiscordEmulator, type EmulatorOptions, ManualClock } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../errors/index.js';
import { startBot, startEmulator } from '../tests/startBot.js';
import { until } from '../tests/until.js';
import { createClient } from './createClient.js';
import { login, onRefusal } from './login.js';

async function anEmulator(options: EmulatorOptions = {}): Promise<DiscordEmulator> {
	const emulator = new DiscordEmulator({ guilds: [{ members: 20 }], ...options });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	return emulator;
}

async function refusal(apiBase: string, token: string, membersIntent = true): Promise<StartError> {
	const client = createClient({ apiBase, membersIntent });
	onTestFinished(() => client.destroy());
	const error = await login(client, token).catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(StartError);
	return error as StartError;
}

describe('the login', () => {
	it('with a wrong token says where to find the right one, and does not show the wrong one', async () => {
		const emulator = await anEmulator();
		const { message } = await refusal(emulator.restUrl, 'wrong-token');
		expect(message).toBe(
			'Discord refused the token. Copy it again from the page "Bot" of the application into DISCORD_TOKEN.',
		);
	});

	it('without the members intent says how to get it, and how to do without', async () => {
		const emulator = await anEmulator({ bots: [{ intents: { members: false } }] });
		const { message } = await refusal(emulator.restUrl, emulator.token);
		expect(message).toMatch(
			/did not allow the members intent.*"Server Members Intent".*ENABLE_GUILD_MEMBERS_INTENT=false/,
		);
		const client = createClient({ apiBase: emulator.restUrl, membersIntent: false });
		onTestFinished(() => client.destroy());
		expect((await login(client, emulator.token)).isReady()).toBe(true);
	});

	it('names the address if nobody answers', async () => {
		const { message } = await refusal('http://127.0.0.1:9/api', 'any-token');
		expect(message).toMatch(/cannot be reached at http:\/\/127\.0\.0\.1:9\/api: .*DISCORD_API_BASE/);
	});

	it('shows no part of the address that may be a secret if nobody answers', async () => {
		for (const apiBase of [
			'http://user:hush@127.0.0.1:9/api',
			'http://127.0.0.1:9/hush/api',
			'http://127.0.0.1:9/api?hush',
		]) {
			const { message } = await refusal(apiBase, 'any-token');
			expect(message).toContain('127.0.0.1:9');
			expect(message).not.toContain('hush');
		}
	});

	it.each([
		[
			'is no Discord',
			404,
			{},
			/The server at http\S+api is not Discord's API: it answers with status 404\. Check DISCORD_API_BASE/,
		],
		['is a proxy that refuses', 403, {}, /is not Discord's API: it answers with status 403\..*or a proxy/],
		['is a page of somebody else', 200, 'hello', /is not Discord's API: .*Check DISCORD_API_BASE/],
		['fails', 502, '<html>', /Discord at http\S+api fails with status 502\. Try again later/],
		[
			'has no session left for today',
			200,
			{
				url: 'ws://127.0.0.1:9',
				shards: 1,
				session_start_limit: { total: 1000, remaining: 0, reset_after: 5_000, max_concurrency: 1 },
			},
			/refused the login: Not enough sessions remaining.*resets at/,
		],
	])('says so if the API %s', async (_, status, body, words) => {
		const emulator = await anEmulator();
		emulator.faults.add({ on: 'rest', route: 'getGatewayBot', status, body, times: 9 });
		expect((await refusal(emulator.restUrl, emulator.token)).message).toMatch(words);
	});

	it('does not wait forever for a silent gateway', async () => {
		const emulator = await anEmulator();
		emulator.world.guild().outage();
		const client = createClient({ apiBase: emulator.restUrl, membersIntent: true });
		onTestFinished(() => client.destroy());
		const clock = new ManualClock();
		const refused = login(client, emulator.token, clock).catch((reason: unknown) => reason);
		await until(() => client.ws.shards.first()?.status === Status.WaitingForGuilds);
		clock.advance(59_999);
		expect(clock.pending).toBe(1);
		clock.advance(1);
		expect(await refused).toBeInstanceOf(StartError);
		expect(((await refused) as StartError).message).toContain(
			`The gateway ${emulator.gatewayUrl}/ did not let the bot in within 60 s.`,
		);
	});

	it('reports a later refusal with its cause', async () => {
		const { emulator, bot } = await startBot();
		const refused = new Promise<StartError>((resolve) => onRefusal(bot.client, resolve));
		emulator.faults.gateway.cut({ resumable: false, code: 4004 });
		expect((await refused).message).toContain('refused the token');
	});

	it('ends the start with the cause if it is refused while commands are registered', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 5 }] });
		emulator.faults.add({ on: 'rest', route: 'overwriteCommands', delay: 600_000, times: 1 });
		const started = startBot({ on: emulator }).catch((error: unknown) => error);
		await until(() => emulator.stats.bot().rest.byRoute.overwriteCommands === 1);
		emulator.faults.gateway.cut({ resumable: false, code: 4004 });
		expect(await started).toBeInstanceOf(StartError);
		expect(((await started) as StartError).message).toContain('refused the token');
	});
});
