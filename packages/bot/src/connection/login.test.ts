import { DiscordEmulator, type EmulatorOptions } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../errors/index.js';
import { startBot } from '../tests/startBot.js';
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
	it('with a wrong token says where the right one is, and does not say the wrong one', async () => {
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

	it('where nobody answers names the address', async () => {
		const { message } = await refusal('http://127.0.0.1:9/api', 'any-token');
		expect(message).toMatch(/can not be reached at http:\/\/127\.0\.0\.1:9\/api: .*DISCORD_API_BASE/);
	});

	it('that is withdrawn later is heard of, with the cause', async () => {
		const { emulator, bot } = await startBot();
		const refused = new Promise<StartError>((resolve) => onRefusal(bot.client, resolve));
		emulator.faults.gateway.cut({ resumable: false, code: 4004 });
		expect((await refused).message).toContain('refused the token');
	});
});
