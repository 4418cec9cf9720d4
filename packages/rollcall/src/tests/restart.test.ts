import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import type { IClock } from '../interfaces/IClock.js';
import { decodeRoster } from '../saved/decodeRoster.js';
import { StandaloneMemberFetchService } from '../standalone/StandaloneMemberFetchService.js';
import { savedSessions } from '../standalone/savedSessions.js';
import { IdentifyGate } from './IdentifyGate.js';
import { MemoryStore } from './MemoryStore.js';
import { INTENTS, QUICK, timeOf } from './stage.js';
import { connect, rosterDifferences } from './standaloneStage.js';
import { VirtualClock } from './VirtualClock.js';
import { hearWarnings } from './warningsOf.js';

const usual = INTENTS.reduce<number>((all, intent) => all | intent, 0);

function botIdOf({ bots }: DiscordEmulator): string {
	return bots[0]?.id ?? '';
}

/** A process of the bot: it reads what was saved, and is not connected yet. */
async function start(
	emulator: DiscordEmulator,
	store: MemoryStore,
	{ isWired = true, config = {} as ConfigPatch, intents = usual, clock = undefined as IClock | undefined } = {},
) {
	const saved = await savedSessions(store, { applicationId: botIdOf(emulator), intents });
	const { retrieveSessionInfo, updateSessionInfo } = isWired
		? saved
		: await savedSessions(new MemoryStore(), { applicationId: botIdOf(emulator), intents });
	const rest = new REST({ version: '10', api: emulator.restUrl }).setToken(emulator.token);
	const gateway = new WebSocketManager({
		token: emulator.token,
		intents,
		rest,
		shardCount: 1,
		buildIdentifyThrottler: new IdentifyGate().buildIdentifyThrottler,
		retrieveSessionInfo,
		updateSessionInfo,
	});
	gateway.on(WebSocketShardEvents.Error, () => {});
	const service = new StandaloneMemberFetchService(
		{ gateway, rest },
		{ ...QUICK, ...config },
		{ ...timeOf({ clock }), store: saved },
	);
	onTestFinished(async () => {
		await service.close();
		await gateway.destroy();
	});
	return { gateway, service };
}
type Process = Awaited<ReturnType<typeof start>>;

/** Connects, and resolves when the old session goes on. */
async function resume({ gateway }: Process): Promise<void> {
	const resumed = new Promise<void>((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, ({ t }) => (t as string) === 'RESUMED' && resolve());
	});
	await gateway.connect();
	await resumed;
}

/** The sockets of a process that was killed are gone, and nothing was said. */
function kill(emulator: DiscordEmulator, { gateway }: Process): void {
	const { strategy } = gateway as unknown as { strategy: { shards: Map<number, { internalConnect(): void }> } };
	for (const shard of strategy.shards.values()) shard.internalConnect = () => {}; // nobody comes back
	emulator.faults.gateway.cut({ resumable: true, abrupt: true });
}

async function setStage(members = 2_500, intents = usual) {
	const emulator = new DiscordEmulator({ guilds: [{ members }, { members: 40 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const store = new MemoryStore();
	const first = await start(emulator, store, { intents });
	await connect(first);
	const [large, small] = [...emulator.world.guilds.values()];
	if (!large || !small) throw new Error('The world has no guilds.');
	for (const { id } of [large, small]) {
		const { metadata } = await first.service.fetchGuildMembers({ id });
		expect(metadata.complete).toBe(true);
	}
	return { emulator, store, first, large, small, sent: () => emulator.stats.bot() };
}

/** Resolves when all that the service knows is in the store. */
async function saveNow(store: MemoryStore, { service }: Process): Promise<void> {
	const { commitCount } = store;
	service.forget('1'); // of nobody, which is a reason to save at once
	await expect.poll(() => store.commitCount).toBeGreaterThan(commitCount);
}

function told({ gateway }: Process, name: string): Promise<void> {
	return new Promise((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, ({ t }) => t === name && resolve());
	});
}

it('goes on after stop() where it was, and asks nothing', async () => {
	const { emulator, store, first, large, small, sent } = await setStage();
	await first.service.stop();
	large.leave(large.memberAt(7).user.id);
	large.update(large.memberAt(8).user.id, { nick: 'while it was away' });
	small.join();
	const before = structuredClone(sent());
	const second = await start(emulator, store);
	const early = await second.service.fetchGuildMembers({ id: large.id });
	expect(early.metadata).toMatchObject({ status: 'stale', complete: false, totalCount: 2_500 });
	expect(early.metadata.reason).toContain('saved before a restart');
	await resume(second);
	for (const guild of [large, small]) {
		const { roster, metadata } = await second.service.fetchGuildMembers({ id: guild.id });
		expect(metadata).toMatchObject({ status: 'complete', cacheHit: true });
		expect(rosterDifferences(roster, guild)).toEqual([]);
	}
	expect(sent()).toMatchObject({ identifies: before.identifies, memberRequests: before.memberRequests });
	expect(sent().rest.byRoute).toMatchObject({ getGatewayBot: 2 });
	expect(sent().rest.total).toBe(before.rest.total + 1); // of the library, which asks for the address of the gateway
	expect(await second.service.fetchMember({ id: large.id }, large.memberAt(3).user.id)).toMatchObject({
		success: true,
	});
	expect(sent().rest.total).toBe(before.rest.total + 1);
});

it('goes on after kill -9, from the last save', async () => {
	const { emulator, store, first, large, sent } = await setStage();
	await saveNow(store, first);
	const hasHeard = told(first, 'GUILD_MEMBER_REMOVE');
	large.leave(large.memberAt(7).user.id); // told, and not saved
	await hasHeard;
	kill(emulator, first);
	large.join();
	const before = structuredClone(sent());
	const second = await start(emulator, store.copy());
	await resume(second);
	const { roster, metadata } = await second.service.fetchGuildMembers({ id: large.id });
	expect(metadata).toMatchObject({ status: 'complete', cacheHit: true });
	expect(rosterDifferences(roster, large)).toEqual([]);
	expect(sent()).toMatchObject({ identifies: before.identifies, memberRequests: before.memberRequests });
});

it('keeps a saved list stale if Discord refuses the session, and then proves it', async () => {
	const { emulator, store, first, large } = await setStage();
	await first.service.stop();
	const second = await start(emulator, store);
	emulator.faults.gateway.invalidSession({ resumable: false });
	large.join();
	await connect(second);
	const stale = await second.service.fetchGuildMembers({ id: large.id });
	expect(stale.metadata).toMatchObject({ status: 'stale', totalCount: 2_500 });
	expect(stale.error?.code).toBe('INCOMPLETE');
	const { roster, metadata } = await second.service.fetchGuildMembers({ id: large.id }, { require: 'complete' });
	expect(metadata).toMatchObject({ status: 'complete', source: 'full_fetch' });
	expect(new Set(roster.ids())).toEqual(new Set([...large.members()].map(({ user }) => user.id))); // REST tells more of a user
});

it('takes no dispatches of another session for what its lists lack', async () => {
	const { emulator, store, first, large } = await setStage();
	await first.service.stop();
	const second = await start(emulator, store, { isWired: false });
	await connect(second);
	const { metadata } = await second.service.fetchGuildMembers({ id: large.id });
	expect(metadata.status).toBe('stale');
});

it('answers for roles from the saved list, too, and a caller with a deadline gets it at the end', async () => {
	const { emulator, store, first, large } = await setStage();
	const [role] = [...large.members()].flatMap(({ roles }) => roles);
	await first.service.stop();
	const second = await start(emulator, store);
	const answer = await second.service.fetchRoleMembers({ id: large.id }, role as string);
	const holders = [...large.members()].filter(({ roles }) => roles.includes(role as string)).map(({ user }) => user.id);
	expect(answer.metadata).toMatchObject({ status: 'stale', cacheHit: true });
	expect(new Set(answer.roster.ids())).toEqual(new Set(holders));
	emulator.faults.gateway.refuseConnections(1_000);
	void second.gateway.connect().catch(() => {});
	const late = await second.service.fetchGuildMembers({ id: large.id }, { timeout: 200 });
	expect(late.metadata).toMatchObject({ status: 'stale', totalCount: 2_500 });
	const complete = second.service.fetchGuildMembers({ id: large.id }, { timeout: 200, require: 'complete' });
	await expect(complete).rejects.toThrow('The gateway');
});

it('serves no list that is too old, and none if the store has none', async () => {
	const { emulator, store, first, large } = await setStage();
	await first.service.stop();
	const second = await start(emulator, store, { config: { store: { maxAge: 0 } } });
	const { roster, error } = await second.service.fetchGuildMembers({ id: large.id });
	expect([roster.size, error?.code]).toEqual([0, 'NOT_CONNECTED']);
});

it('has nothing in the store of somebody who was forgotten, who has left, or of a guild that it has left', async () => {
	const { emulator, store, first, large, small } = await setStage();
	await saveNow(store, first);
	const saved = async (guild: { readonly id: string }) => {
		const block = store.shard?.blocks.get(guild.id);
		return block && (await decodeRoster(block, guild.id));
	};
	const forgotten = large.memberAt(5).user.id;
	expect((await saved(large))?.has(forgotten)).toBe(true);
	first.service.forget(forgotten);
	await expect.poll(() => saved(large)).toBeUndefined();
	const left = small.memberAt(4).user.id;
	const hasHeard = told(first, 'GUILD_MEMBER_REMOVE');
	small.leave(left);
	await hasHeard;
	await saveNow(store, first);
	expect((await saved(small))?.has(left)).toBe(false);
	expect((await saved(small))?.size).toBe(small.size);
	emulator.dispatch('GUILD_DELETE', { id: large.id });
	await expect.poll(() => store.shard?.guilds.has(large.id)).toBe(false);
	expect(store.shard?.blocks.has(large.id)).toBe(false);
});

it('works on if the store fails, says so until it is over, and warns once', async () => {
	const { store, first, large } = await setStage(300);
	const warnings = hearWarnings();
	store.failure = new Error('no space left on the disk');
	for (let round = 0; round < 3; round++) first.service.forget('1');
	await expect
		.poll(async () => (await first.service.healthCheck()).findings)
		.toMatchObject([{ code: 'store_unreachable', level: 'degraded' }]);
	expect((await first.service.fetchGuildMembers({ id: large.id })).metadata.complete).toBe(true);
	store.failure = undefined;
	await saveNow(store, first);
	await expect.poll(async () => (await first.service.healthCheck()).findings).toEqual([]);
	expect(warnings.filter((line) => line.includes('no space left'))).toHaveLength(1);
});

it('neither saves nor resumes what another process holds', async () => {
	const { emulator, store, first, large } = await setStage(300);
	await saveNow(store, first);
	const before = store.commitCount;
	const second = await start(emulator, store);
	const { metadata } = await second.service.fetchGuildMembers({ id: large.id });
	expect(metadata.status).toBe('stale');
	await connect(second);
	second.service.forget('1');
	await second.service.close();
	expect(store.commitCount).toBe(before);
	expect(emulator.stats.bot()).toMatchObject({ identifies: 2, resumes: 0 });
});

it('proves all lists in the background if Discord refuses the session', async () => {
	const { emulator, store, first, large, small } = await setStage();
	await first.service.stop();
	const second = await start(emulator, store);
	emulator.faults.gateway.invalidSession({ resumable: false });
	large.join();
	small.leave(small.memberAt(3).user.id);
	await connect(second);
	const told: number[] = [];
	const result = await second.service.warmUp({ progressCallback: ({ proven }) => told.push(proven) });
	expect(result).toEqual({ proven: 2, unproven: new Map(), withoutRoom: [] });
	expect(told.at(-1)).toBe(2);
	for (const guild of [large, small]) {
		const { roster, metadata } = await second.service.fetchGuildMembers({ id: guild.id });
		expect(metadata).toMatchObject({ status: 'complete', cacheHit: true });
		expect(rosterDifferences(roster, guild)).toEqual([]);
	}
});

it('asks nothing for a guild whose members come with it, and all that is true of them', async () => {
	const intents = usual | GatewayIntentBits.GuildPresences;
	const { emulator, store, first, large, small, sent } = await setStage(2_500, intents);
	await first.service.stop();
	const second = await start(emulator, store, { intents });
	emulator.faults.gateway.invalidSession({ resumable: false });
	small.leave(small.memberAt(3).user.id);
	small.update(small.memberAt(5).user.id, { nick: 'while it was away' });
	const startedAt = Date.now();
	await connect(second);
	small.join();
	await expect
		.poll(async () => (await second.service.fetchGuildMembers({ id: small.id })).roster.size)
		.toBe(small.size);
	const { roster, metadata } = await second.service.fetchGuildMembers({ id: small.id });
	expect(metadata).toMatchObject({ status: 'complete', cacheHit: true });
	expect(metadata.asOf).toBeGreaterThan(startedAt - 1_000);
	expect(metadata.asOf).toBeLessThanOrEqual(Date.now());
	expect(rosterDifferences(roster, small)).toEqual([]);
	expect((await second.service.fetchGuildMembers({ id: large.id })).metadata.status).toBe('stale');
	const before = sent().memberRequests.full;
	expect((await second.service.warmUp()).proven).toBe(2);
	expect(sent().memberRequests.full).toBe(before + 1);
});

it('saves on when the process that held the shard has ended, in place of what that had saved', async () => {
	const { emulator, store, first, large, small } = await setStage(300);
	await saveNow(store, first);
	const clock = new VirtualClock();
	const second = await start(emulator, store, { clock });
	await connect(second);
	const { metadata } = await second.service.fetchGuildMembers({ id: large.id }, { require: 'complete' });
	expect(metadata.complete).toBe(true);
	await first.service.close();
	const before = store.commitCount;
	await clock.advance(30_000);
	await expect.poll(() => store.commitCount).toBeGreaterThan(before);
	await expect.poll(() => store.shard?.guilds.get(large.id)?.roster).toMatchObject({ status: 'complete', size: 300 });
	await expect.poll(() => store.shard?.blocks.has(small.id)).toBe(false); // nobody here knows who is in it
});
