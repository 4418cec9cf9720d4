import { describe, expect, it } from 'vitest';
import { ManualClock } from './clock/index.js';
import { DiscordEmulator } from './DiscordEmulator.js';
import { GatewayClient } from './tests/GatewayClient.js';
import { startEmulator } from './tests/startEmulator.js';

describe('DiscordEmulator', () => {
	it('listens on loopback, on its own port, for REST and the gateway', async () => {
		const emulator = await startEmulator();
		expect(emulator.restUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
		expect(emulator.gatewayUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/gateway$/);
		expect(new URL(emulator.restUrl).port).toBe(new URL(emulator.gatewayUrl).port);
	});

	it('refuses to listen anywhere else', () => {
		expect(() => new DiscordEmulator({ host: '0.0.0.0' as never })).toThrow('host');
	});

	it('has no address before it is started', () => {
		expect(() => new DiscordEmulator().restUrl).toThrow('Call start() first');
	});

	it('says why if its port is taken', async () => {
		const port = Number(new URL((await startEmulator()).restUrl).port);
		await expect(new DiscordEmulator({ port }).start()).rejects.toThrow('EADDRINUSE');
	});

	it('leaves no timer and no socket behind when it stops in the middle of everything', async () => {
		const clock = new ManualClock();
		const before = socketCount(); // of other tests of this process, which may still close some
		const emulator = new DiscordEmulator({ profile: 'discord', gateway: { helloDelay: 0, eventLatency: 50 } }, clock);
		await emulator.start();
		const client = new GatewayClient(emulator);
		client.identify();
		await client.next('READY');
		emulator.world.startActivity({ joinsPerSecond: 5, leavesPerSecond: 5, updatesPerSecond: 5 });
		await client.settledHeartbeat();
		clock.advance(50);
		await client.next('GUILD_CREATE');
		client.requestAll(emulator.world.guild().id, 'n');
		const left = await GatewayClient.login(emulator, { token: 'wrong' }).catch(() => undefined);
		expect(left).toBeUndefined();
		await client.settledHeartbeat();
		expect(clock.pending).toBeGreaterThan(0);
		await emulator.stop();
		expect(await client.closed).toBe(1006);
		expect(clock.pending).toBe(0);
		await expect.poll(socketCount).toBeLessThanOrEqual(before);
	});

	it('stops even if it was never started', async () => {
		await new DiscordEmulator().stop();
	});

	it('makes the same world from the same seed', () => {
		const member = (seed: number) => new DiscordEmulator({ seed }).world.guild().memberAt(5);
		expect(member(3)).toEqual(member(3));
		expect(member(3)).not.toEqual(member(4));
	});
});

function socketCount(): number {
	return process.getActiveResourcesInfo().filter((kind) => /TCP/.test(kind)).length;
}
