import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

const GUILDS = 1;
const VOICE = 1 << 7;
const PRESENCES = 1 << 8;

async function created(members: number, identity: { intents: number; large_threshold?: number }) {
	const emulator = await startEmulator({ guilds: [{ members }] });
	const client = await GatewayClient.login(emulator, identity);
	const { d } = client.events('GUILD_CREATE')[0] as { d: GuildCreate };
	const guild = emulator.world.guild();
	return { d, guild, botId: emulator.bots[0]?.id as string, shown: d.members.map(({ user }) => user.id) };
}

interface GuildCreate {
	[field: string]: unknown;
	members: { user: { id: string }; roles: string[]; nick?: string | null }[];
	presences: { user: { id: string } }[];
	voice_states: object[];
}

describe('GUILD_CREATE', () => {
	it('has the guild with roles, channels and the lists that clients expect', async () => {
		const { d, guild } = await created(1000, { intents: GUILDS | VOICE });
		expect(d).toMatchObject({ id: guild.id, member_count: 1000, large: true, unavailable: false });
		expect(d.roles).toHaveLength(guild.roles.size);
		expect(d.channels).toHaveLength(guild.channels.size);
		expect(typeof d.joined_at).toBe('string');
		const lists = ['threads', 'stage_instances', 'guild_scheduled_events', 'soundboard_sounds', 'emojis', 'stickers'];
		for (const list of lists) expect(d[list]).toEqual([]);
		expect(d.voice_states).toHaveLength(guild.voiceStates.size);
		expect(d.voice_states[0]).not.toHaveProperty('guild_id');
	});

	it('shows only the bot and members in voice without the presences intent', async () => {
		const { shown, d, guild, botId } = await created(40, { intents: GUILDS });
		expect(shown).toEqual([...new Set([botId, ...guild.voiceStates.keys()])]);
		expect(d.presences).toEqual([]);
		expect(d.large).toBe(false);
	});

	it('shows everybody of a small guild with the presences intent', async () => {
		const { shown, guild } = await created(50, { intents: GUILDS | PRESENCES });
		expect(shown).toEqual([...guild.members()].map(({ user }) => user.id));
	});

	it('shows members of a larger guild who are online, have a role or nickname, or are in voice', async () => {
		const { shown, d, guild, botId } = await created(1000, { intents: GUILDS | PRESENCES });
		const expected = [...guild.members()].filter(
			({ user, roles, nick }) =>
				roles.length > 0 || nick || guild.presences.of(user.id) || guild.voiceStates.has(user.id) || user.id === botId,
		);
		expect(shown).toEqual(expected.map(({ user }) => user.id));
		expect(shown.length).toBeLessThan(1000);
		expect(d.presences.length).toBeGreaterThan(100);
	});

	it('takes the size of a small guild from large_threshold, from 50 to 250', async () => {
		const intents = GUILDS | PRESENCES;
		expect((await created(200, { intents, large_threshold: 200 })).d).toMatchObject({ large: false });
		expect((await created(200, { intents, large_threshold: 199 })).d).toMatchObject({ large: true });
		expect((await created(251, { intents, large_threshold: 9999 })).d).toMatchObject({ large: true });
		expect((await created(50, { intents, large_threshold: 1 })).d).toMatchObject({ large: false });
	});

	it('shows only the bot and members in voice above 75,000 members, with any intents', async () => {
		const { shown, guild, botId } = await created(75_001, { intents: GUILDS | PRESENCES });
		expect(shown).toEqual([...new Set([botId, ...guild.voiceStates.keys()])]);
	});

	it('is not sent without the guilds intent', async () => {
		const emulator = await startEmulator();
		const client = new GatewayClient(emulator);
		client.identify({ intents: 1 << 1 });
		await client.next('READY');
		await client.settledHeartbeat();
		emulator.world.guild().join();
		await client.next('GUILD_MEMBER_ADD');
		expect(client.events('GUILD_CREATE')).toEqual([]);
	});
});
