import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayClient, MEMBER_INTENTS } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

describe('ids in the frames of a client', () => {
	it('may be integers, and lose no digit', async () => {
		const emulator = await startEmulator();
		const guild = emulator.world.guild();
		const client = await GatewayClient.login(emulator, { intents: MEMBER_INTENTS | (1 << 7) });
		const { id } = guild.memberAt(5).user;
		expect(Number.isSafeInteger(Number(id))).toBe(false);
		client.raw(`{"op":8,"d":{"guild_id":${guild.id},"query":"","limit":0,"nonce":"all"}}`);
		expect((await client.chunks('all', 1))[0]?.d.guild_id).toBe(guild.id);
		client.raw(`{"op":8,"d":{"guild_id":[${guild.id}],"user_ids":[${id}, 12345678901234567891],"nonce":"some"}}`);
		const [{ d } = { d: undefined }] = await client.chunks('some', 1);
		expect(d).toMatchObject({ members: [{ user: { id } }], not_found: ['12345678901234567891'] });
		client.raw(`{"op":8,"d":{"guild_id":${guild.id},"user_ids":${id},"nonce":"one"}}`);
		expect((await client.chunks('one', 1))[0]?.d.members).toHaveLength(1);
		const voice = [...guild.channels.values()].find(({ type }) => type === 2)?.id ?? '';
		client.raw(`{"op":4,"d":{"guild_id":${guild.id},"channel_id":${voice},"self_mute":false,"self_deaf":false}}`);
		expect((await client.next('VOICE_STATE_UPDATE')).d.channel_id).toBe(voice);
		client.raw(`{"op":31,"d":{"guild_ids":[${guild.id}]}}`);
		expect((await client.next('SOUNDBOARD_SOUNDS')).d.guild_id).toBe(guild.id);
	});

	it('may be integers of fifteen digits, too, which numbers hold exactly', async () => {
		const emulator = await startEmulator({ guilds: [{ id: '100000000000001', members: 5 }] });
		const client = await GatewayClient.login(emulator);
		client.raw('{"op":8,"d":{"guild_id":100000000000001,"query":"","limit":0,"nonce":"all"}}');
		expect((await client.chunks('all', 1))[0]?.d.members).toHaveLength(5);
	});
});

describe('any bytes of a client', () => {
	it('close at most its own connection', async () => {
		const emulator = await startEmulator({ gateway: { sendLimit: 1_000_000, sessionStartLimit: 1_000_000 } });
		const guildId = emulator.world.guild().id;
		const witness = await GatewayClient.login(emulator);
		const names = ['guild_id', 'query', 'limit', 'user_ids', 'nonce', 'channel_id', 'guild_ids', 'presences'];
		const more = ['token', 'intents', 'shard', 'session_id', 'seq', 'properties', 'toString', 'valueOf', '__proto__'];
		const { value } = fc.letrec((tie) => ({
			value: fc.oneof(
				{ depthSize: 'small' },
				fc.constantFrom<unknown>(guildId, emulator.token, null, true, '', 'x', -1, 0, 1, 2.5, 2 ** 53, 1e300, [], {}),
				fc.array(tie('value'), { maxLength: 3 }),
				fc.dictionary(fc.constantFrom(...names, ...more), tie('value'), { maxKeys: 5 }),
			),
		}));
		const data = fc.oneof(value, fc.dictionary(fc.constantFrom(...names, ...more), value, { maxKeys: 6 }));
		const opcode = fc.oneof(fc.constantFrom(1, 2, 3, 4, 6, 8, 31), value);
		await fc.assert(
			fc.asyncProperty(opcode, data, fc.boolean(), async (op, d, isIdentified) => {
				const client = isIdentified ? await GatewayClient.login(emulator) : new GatewayClient(emulator);
				if (!isIdentified) await client.next(10);
				client.raw(JSON.stringify({ op, d }));
				const settled = client.settledHeartbeat().then(() => 0);
				// If the emulator closes, the heartbeat is never answered.
				const code = await Promise.race([client.closed, settled]).catch(() => client.closed);
				expect(code).not.toBe(4000);
				client.close();
			}),
			{ numRuns: 250 },
		);
		await witness.settledHeartbeat();
	});
});
