import { Client, Events } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { IdentifyGate } from './IdentifyGate.js';
import { expectExact, INTENTS, once, QUICK } from './stage.js';
import { VirtualClock } from './VirtualClock.js';

/** A client whose gateway leaves out the optional `unavailable` of GUILD_CREATE, so that `guild.available` stays false. */
async function logIn(members: readonly number[]) {
	const emulator = new DiscordEmulator({ guilds: members.map((count) => ({ members: count })) });
	await emulator.start();
	const { buildIdentifyThrottler } = new IdentifyGate();
	const client = new Client({ intents: INTENTS, ws: { buildIdentifyThrottler }, rest: { api: emulator.restUrl } });
	// It is told before discord.js handles the packet.
	client.on(
		Events.Raw as never,
		(({ t, d }: { t: string; d: { unavailable?: boolean } }) => {
			if (t === 'GUILD_CREATE') delete d.unavailable;
		}) as never,
	);
	const ready = once(client, Events.ClientReady);
	await client.login(emulator.token);
	await ready;
	const service = new MemberFetchService(QUICK, { clock: new VirtualClock() });
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
		await emulator.stop();
	});
	const stageOf = (index: number) => {
		const guild = client.guilds.cache.at(index);
		if (!guild) throw new Error(`The client has no guild ${index}.`);
		return { emulator, client: client as Client<true>, guild, service, truth: emulator.world.guild(guild.id) };
	};
	return { emulator, client, service, stageOf, stats: () => emulator.stats.bot() };
}

it('a guild whose GUILD_CREATE does not say that it is available is asked for over the gateway', async () => {
	const { service, stageOf, stats } = await logIn([2_500]);
	const stage = { ...stageOf(0), stats };
	expect(stage.guild.available).toBe(false);
	const answer = await service.fetchGuildMembers(stage.guild);
	expectExact(answer, stage);
	expect(answer.metadata.requests).toEqual({ gateway: 1, rest: 0 });
	expectExact(await service.fetchGuildMembers(stage.guild), stage);
	expect(stats().memberRequests.full).toBe(1);
});

it('a guild that nobody had asked for when its GUILD_CREATE came is vouched for by that', async () => {
	const { emulator, client, service, stageOf, stats } = await logIn([20, 1_500]);
	await service.fetchGuildMembers(stageOf(0).guild);
	const created = once(client, 'raw', ({ t, d }: { t: string; d: { id: string } }) => {
		return t === 'GUILD_CREATE' && d.id === stageOf(1).guild.id;
	});
	emulator.faults.gateway.cut({ resumable: false });
	await created;
	const stage = { ...stageOf(1), stats };
	const answer = await service.fetchGuildMembers(stage.guild);
	expectExact(answer, stage);
	expect(answer.metadata.requests).toEqual({ gateway: 1, rest: 0 });
});

it('a guild in an outage that nobody saw begin is not vouched for: each answer is asked for', async () => {
	const { client, stageOf } = await logIn([20]);
	const { guild, truth } = stageOf(0);
	const unavailable = once(client, Events.GuildUnavailable);
	truth.outage();
	await unavailable;
	const clock = new VirtualClock();
	const late = new MemberFetchService(QUICK, { clock });
	onTestFinished(() => late.close());
	for (const _ of [1, 2]) {
		const { metadata } = await clock.runUntil(late.fetchGuildMembers(guild, { timeout: 9_000 }), 10_000);
		expect(metadata.cacheHit).toBe(false);
	}
});
