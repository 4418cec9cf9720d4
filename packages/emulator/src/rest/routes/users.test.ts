import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';
import { startRest } from '../../tests/startRest.js';

const PNG = 'data:image/png;base64,iVBORw0KGgo=';

async function anEmulator() {
	const emulator = await startEmulator({ guilds: [{ members: 20 }], gateway: { identifyWindow: 0 } });
	const [bot] = emulator.bots;
	if (!bot) throw new Error('no bot');
	const headers = { authorization: `Bot ${bot.token}`, 'content-type': 'application/json' };
	const ask = async (method: string, fields?: object) => {
		const init = { method, headers, ...(fields && { body: JSON.stringify(fields) }) };
		const response = await fetch(`${emulator.restUrl}/v10/users/@me`, init);
		expect(response.status).toBe(200);
		return (await response.json()) as Record<string, unknown>;
	};
	return { emulator, world: emulator.world, bot, ask };
}

describe('the own user of a bot', () => {
	it('is changed by it, and everybody sees the new one', async () => {
		const { emulator, world, bot, ask } = await anEmulator();
		const client = await GatewayClient.login(emulator);
		const body = await ask('PATCH', { username: 'renamed', avatar: PNG });
		expect(body).toMatchObject({ id: bot.id, username: 'renamed' });
		expect(body.avatar).toMatch(/^[0-9a-f]{32}$/);
		const { d } = await client.next('USER_UPDATE');
		expect(d).toMatchObject({ id: bot.id, username: 'renamed', avatar: body.avatar, verified: true });
		expect((await client.next('GUILD_MEMBER_UPDATE')).d.user).toMatchObject({ username: 'renamed' });
		expect(await ask('GET')).toEqual(body);
		const users = [world.guild().user(bot.id), world.user(bot.id)];
		expect(users).toMatchObject([{ username: 'renamed' }, { username: 'renamed' }]);
		const again = await GatewayClient.login(emulator);
		expect(again.events('READY')[0]?.d.user).toMatchObject({ username: 'renamed' });
	});

	it('is as before after a reset, and is changed outside of every guild, too', async () => {
		const { emulator, world, bot, ask } = await anEmulator();
		const before = await ask('GET');
		world.guild().leave(bot.id);
		expect(await ask('PATCH', { username: 'alone', banner: null })).toMatchObject({ username: 'alone', banner: null });
		await emulator.reset();
		expect(await ask('GET')).toEqual(before);
	});

	it.each([{ username: 'x' }, { username: 'x'.repeat(33) }, { avatar: 'no picture' }])('refuses %j', async (fields) => {
		const { call } = await startRest();
		expect(await call('PATCH', '/users/@me', fields)).toMatchObject({ status: 400, body: { code: 50035 } });
	});
});
