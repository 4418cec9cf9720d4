import { DiscordEmulator, type EmulatorOptions } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checks } from './checks/index.js';
import { runLive } from './runLive.js';

const READING = ['getGatewayBot', 'getGuild', 'getMember', 'listMembers', 'roleMemberCounts'];

async function aGuild(options: EmulatorOptions = {}) {
	const emulator = new DiscordEmulator({ guilds: [{ members: 2_300 }], ...options });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const environment = {
		DISCORD_TOKEN: emulator.token,
		DISCORD_GUILD_ID: emulator.world.guild().id,
		DISCORD_API_BASE: emulator.restUrl,
	};
	return { emulator, environment };
}

async function live(environment: NodeJS.ProcessEnv) {
	let told = '';
	const code = await runLive(environment, (text) => {
		told += text;
	});
	return { code, told };
}

describe('the checks of a real guild', () => {
	it('find nothing wrong in a guild that is as the emulator, and read only', async () => {
		const { emulator, environment } = await aGuild();
		const { code, told } = await live(environment);
		expect(told).toContain('Nothing is wrong.');
		expect(code).toBe(0);
		for (const { name } of checks) expect(told.replaceAll(/\s*│[^│]*│[^│]*│\n│\s*/g, ' ')).toContain(name.slice(0, 20));
		expect(told).not.toContain('≠ t');
		const { rest, memberRequests } = emulator.stats.bot();
		expect(Object.keys(rest.byRoute).sort()).toEqual(READING);
		expect(memberRequests.refused).toBe(1); // the one that asks too early
		expect(told).not.toContain(environment.DISCORD_TOKEN);
		const { user } = emulator.world.guild().memberAt(7);
		expect(told).not.toContain(user.id);
		expect(told).not.toContain(user.username);
	});

	it('mark what behaves in another way, and are content with it', async () => {
		const { emulator, environment } = await aGuild({ rest: { clockSkew: 3_600_000 } });
		emulator.faults.add({ on: 'memberRequest', full: true, order: 'reverse' });
		const { code, told } = await live(environment);
		expect(told).toMatch(/≠ Discord's clock +│ other than/);
		expect(told).toMatch(/≠ its chunks +│[^│]*out of order/);
		expect(code).toBe(0);
	});

	it('say what is wrong if Discord answers something else', async () => {
		const { emulator, environment } = await aGuild();
		const body = { message: 'Missing Access', code: 50001 };
		emulator.faults.add({ on: 'rest', route: 'getMember', status: 403, body, times: Number.POSITIVE_INFINITY });
		const { code, told } = await live(environment);
		expect(told).toContain('WRONG: one member, and nobody: ');
		expect(code).toBe(1);
	});

	it('are skipped with one line if no token is set', async () => {
		expect(await live({})).toEqual({ code: 0, told: expect.stringMatching(/^Skipped: .+\n$/) });
	});

	it.each([
		[{ DISCORD_GUILD_ID: 'x' }, /^DISCORD_GUILD_ID: expected .+, got x\.\n$/],
		[{ DISCORD_GUILD_ID: undefined }, /^DISCORD_GUILD_ID: expected .+, got none\.\n$/],
		[
			{ DISCORD_GUILD_ID: '123456789012345678' },
			/^DISCORD_GUILD_ID: the bot is not in guild 123456789012345678\..+\n$/,
		],
		[{ DISCORD_API_BASE: 'http://127.0.0.1/' }, /^DISCORD_API_BASE: expected .+\n$/],
		[{ DISCORD_API_BASE: 'http://127.0.0.1:9/api' }, /^Discord could not be asked: .+\n$/],
		[{ DISCORD_TOKEN: 'secret.of.nobody' }, /^Discord refused DISCORD_TOKEN: .+\n$/],
	])('end with one line that has the cure, for %j', async (wrong, line) => {
		const { environment } = await aGuild({ guilds: [{ members: 3 }] });
		const { code, told } = await live({ ...environment, ...wrong });
		expect(told).toMatch(line);
		expect(told).not.toContain('secret');
		expect(code).toBe(1);
	});

	it('name the cure if the intent is not granted', async () => {
		const { environment } = await aGuild({ bots: [{ intents: { members: false } }] });
		expect(await live(environment)).toEqual({ code: 1, told: expect.stringContaining('Server Members Intent') });
	});
});
