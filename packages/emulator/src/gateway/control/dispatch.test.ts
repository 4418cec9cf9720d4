import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

describe('a dispatch of the test', () => {
	it('reaches every session, in order with the events of the world', async () => {
		const emulator = await startEmulator();
		const clients = [await GatewayClient.login(emulator), await GatewayClient.login(emulator)];
		const guild = emulator.world.guild();
		guild.createRole();
		emulator.dispatch('TYPING_START', { guild_id: guild.id, user_id: '1' });
		guild.createRole();
		for (const client of clients) {
			await client.next('GUILD_ROLE_CREATE');
			expect((await client.next('TYPING_START')).d).toEqual({ guild_id: guild.id, user_id: '1' });
			await client.next('GUILD_ROLE_CREATE');
			const names = client.received.map(({ t }) => t).slice(-3);
			expect(names).toEqual(['GUILD_ROLE_CREATE', 'TYPING_START', 'GUILD_ROLE_CREATE']);
		}
	});

	it('is replayed by a resume', async () => {
		const emulator = await startEmulator();
		const client = await GatewayClient.login(emulator);
		const { sessionId, sequence } = client;
		client.close(4000);
		await client.closed;
		await expect.poll(() => emulator.stats.bot().closes[4000]).toBe(1);
		emulator.dispatch('TYPING_START', { user_id: '1' });
		const next = new GatewayClient(emulator);
		await next.next(10);
		next.send(6, { token: emulator.token, session_id: sessionId, seq: sequence });
		expect((await next.next('TYPING_START')).d).toEqual({ user_id: '1' });
		await next.next('RESUMED');
	});

	it('goes only to the sessions of its target', async () => {
		const emulator = await startEmulator({ bots: [{}, {}] });
		const [first, second] = emulator.bots;
		const heard = await GatewayClient.login(emulator, { token: first?.token as string });
		const other = await GatewayClient.login(emulator, { token: second?.token as string });
		emulator.dispatch('TYPING_START', {}, { botId: first?.id as string });
		emulator.world.guild().createRole();
		await heard.next('TYPING_START');
		await other.next('GUILD_ROLE_CREATE');
		expect(other.events('TYPING_START')).toEqual([]);
	});

	it('refuses a target that names something else', async () => {
		const emulator = await startEmulator();
		expect(() => emulator.dispatch('TYPING_START', {}, { bot: '1' } as never)).toThrow('bot');
	});
});
