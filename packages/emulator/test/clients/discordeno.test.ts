import { createBot, GatewayIntents } from '@discordeno/bot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MEMBERS, sorted, startEmulator, truth } from './truth.js';

const silent = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

describe('@discordeno/bot', () => {
	it('logs in, sees the guild and fetches every member', async () => {
		const emulator = await startEmulator();
		let onCreated: (memberCount: number | undefined) => void = () => undefined;
		const created = new Promise<number | undefined>((resolve) => {
			onCreated = resolve;
		});
		const bot = createBot({
			token: emulator.token,
			intents: GatewayIntents.Guilds | GatewayIntents.GuildMembers,
			rest: { proxy: { baseUrl: emulator.restUrl, authorization: `Bot ${emulator.token}` } },
			gateway: { token: emulator.token, spawnShardDelay: 0, cache: { requestMembers: { enabled: true } } },
			desiredProperties: { guild: { id: true, memberCount: true } },
			events: { guildCreate: ({ memberCount }) => onCreated(memberCount) },
			loggerFactory: () => silent,
		});
		onTestFinished(() => bot.shutdown());
		await bot.start();
		expect(await created).toBe(MEMBERS);
		const members = await bot.gateway.requestMembers(emulator.world.guild().id, { query: '', limit: 0 });
		const rows = members.map(({ user, nick, roles }) => ({
			id: String(user?.id),
			username: user?.username ?? '',
			nick: nick ?? null,
			roles: roles.map(String),
		}));
		expect(sorted(rows)).toEqual(truth(emulator));
	});
});
