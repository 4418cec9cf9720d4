import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FetchProgress } from '../interfaces/FetchOptions.js';
import type { ILinkedRosters } from '../interfaces/ILinkedRosters.js';
import { aLonelyClient, FakeManager, linkOver } from '../tests/fakeFleet.js';
import { setStage } from '../tests/stage.js';
import { serveRosters } from './serveRosters.js';

/** A parent with two processes: one has the guild of a real client, and the other one has nothing. */
async function aFamily(members = 2_500) {
	const stage = await setStage({ members });
	const manager = new FakeManager(1);
	const rosters = serveRosters(manager.asManager, { ownerTimeout: 1_000, silenceTimeout: 60_000 });
	const [ownerShard, callerShard] = [manager.createShard(0), manager.createShard(1)];
	const ends = { owner: ownerShard.spawn(), caller: callerShard.spawn() };
	const owner = linkOver(ends.owner, stage.client, stage.service);
	const client = aLonelyClient(7, 1_000_000);
	const caller = linkOver(ends.caller, client);
	onTestFinished(async () => {
		await Promise.all([rosters.close(), owner.close(), caller.close()]);
	});
	return { ...stage, manager, rosters, owner, caller, callerClient: client, ends, ownerShard, callerShard };
}

const METHODS: Readonly<
	Record<string, (rosters: ILinkedRosters, guildId: string, roleId: string) => Promise<unknown>>
> = {
	fetchGuildMembers: (rosters, guildId) => rosters.fetchGuildMembers(guildId),
	fetchRoleMembers: (rosters, guildId, roleId) => rosters.fetchRoleMembers(guildId, roleId),
	'fetchRoleMembers of no role': (rosters, guildId) => rosters.fetchRoleMembers(guildId, 'nobody has it'),
	'fetchRoleMembers of everybody': (rosters, guildId) => rosters.fetchRoleMembers(guildId, { id: guildId }),
	queryMembers: (rosters, guildId) =>
		rosters.queryMembers(guildId, { bot: false, joinedBefore: Number.POSITIVE_INFINITY }),
	fetchMemberIds: (rosters, guildId) => rosters.fetchMemberIds(guildId, { bot: true }),
	'fetchMemberIds of all': (rosters, guildId) => rosters.fetchMemberIds(guildId),
	countMembers: (rosters, guildId) => rosters.countMembers(guildId, { hasRoles: true }),
	'countMembers, all of them': (rosters, guildId) => rosters.countMembers(guildId),
	fetchMember: (rosters, guildId) => rosters.fetchMember(guildId, '7'),
	fetchMembersById: async (rosters, guildId) => {
		const { ids } = await rosters.fetchMemberIds(guildId);
		return rosters.fetchMembersById(guildId, [...ids.slice(0, 3), '7']);
	},
	roleMemberCounts: async (rosters, guildId) => {
		const { counts, ...answer } = await rosters.roleMemberCounts(guildId);
		return { ...answer, counts: [...counts] };
	},
	streamGuildMembers: async (rosters, guildId) => {
		const batches = [];
		for await (const { members, ...batch } of rosters.streamGuildMembers(guildId))
			batches.push({ ...batch, roster: members });
		return batches;
	},
};

/** What an answer says, without the times that differ from call to call. */
function said(answer: unknown): unknown {
	const times = new Set(['asOf', 'fetchTime', 'filterTime']);
	return JSON.parse(JSON.stringify(answer, (key, value) => (times.has(key) ? 'a time' : value)));
}

describe('an answer about a guild of another process', () => {
	it.each(Object.entries(METHODS))('says what the same question says at home: %s', async (_, ask) => {
		const { service, guild, owner, caller, rosters } = await aFamily(600);
		await service.fetchGuildMembers(guild);
		const roleId = [...guild.roles.cache.keys()].find((id) => id !== guild.id) ?? '';
		const atHome = said(await ask(owner, guild.id, roleId));
		expect(said(await ask(caller, guild.id, roleId))).toEqual(atHome);
		expect(said(await ask(rosters, guild.id, roleId))).toEqual(atHome);
	});

	it('comes with its progress, which ends after all members have come', async () => {
		const { guild, caller } = await aFamily();
		const steps: FetchProgress[] = [];
		const { roster } = await caller.fetchGuildMembers(guild.id, { progressCallback: (step) => void steps.push(step) });
		expect([roster.size, steps.at(-1)?.stage, steps.at(-1)?.progress]).toEqual([2_500, 'completed', 100]);
		expect(steps.filter(({ stage }) => stage === 'completed')).toHaveLength(1);
	});

	it('is called off by its caller alone, who hears so at once', async () => {
		const { emulator, guild, service, caller, rosters } = await aFamily();
		emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 150 });
		const leaving = new AbortController();
		const steps: FetchProgress[] = [];
		const progressCallback = (step: FetchProgress) => {
			steps.push(step);
			if (step.currentCount) leaving.abort('changed my mind');
		};
		const left = caller.fetchGuildMembers(guild.id, { signal: leaving.signal, progressCallback });
		const stayed = rosters.fetchGuildMembers(guild.id);
		expect(await left).toMatchObject({ success: false, metadata: { complete: false }, error: { code: 'ABORTED' } });
		expect(steps.at(-1)?.stage).toBe('failed');
		expect((await stayed).metadata.complete).toBe(true);
		const early = await caller.fetchGuildMembers(guild.id, { signal: AbortSignal.abort() });
		expect(early.error?.code).toBe('ABORTED');
		expect(service.getActiveOperations()).toEqual([]);
	});

	it('comes no later than its caller wants it', async () => {
		const { emulator, guild, caller } = await aFamily();
		emulator.faults.add({ on: 'memberRequest', full: true, silence: true });
		const { success, metadata, error } = await caller.fetchGuildMembers(guild.id, { timeout: 40 });
		expect([success, metadata.complete, error?.code]).toEqual([false, false, 'DEADLINE']);
		await expect(caller.fetchGuildMembers(guild.id, { timeout: 40, require: 'complete' })).rejects.toMatchObject({
			code: 'DEADLINE',
		});
	});

	it('is an error if the question is wrong, here or there', async () => {
		const { guild, caller } = await aFamily(10);
		const wrong = { code: 'INVALID_ARGUMENT' };
		await expect(caller.fetchGuildMembers('no id')).rejects.toMatchObject(wrong);
		await expect(caller.fetchGuildMembers(guild.id, { timeout: -1 })).rejects.toMatchObject(wrong);
		await expect(caller.queryMembers(guild.id, { bots: true } as never)).rejects.toMatchObject(wrong);
		await expect(caller.fetchMembersById(guild.id, ['no id'])).rejects.toMatchObject(wrong);
	});

	it('has its own code if the bot is not in the guild', async () => {
		const { caller } = await aFamily(10);
		expect((await caller.countMembers('1234567')).error?.code).toBe('UNKNOWN_GUILD');
	});

	it('is not there while its process is away, and comes from the one that follows', async () => {
		const { client, service, guild, caller, owner, ends, ownerShard } = await aFamily(50);
		ends.owner.disconnect();
		await owner.close();
		ownerShard.process = null;
		expect((await caller.countMembers(guild.id)).error?.code).toBe('OWNER_AWAY');
		const waiting = caller.countMembers(guild.id);
		const next = linkOver(ownerShard.spawn(), client, service);
		expect(await waiting).toMatchObject({ count: 50, metadata: { complete: true } });
		await next.close();
		expect((await caller.countMembers(guild.id)).error?.code).toBe('OWNER_AWAY');
	});

	it('ends if nobody says that its process is gone, as discord-hybrid-sharding does not', async () => {
		const { emulator, guild, caller, ends, ownerShard } = await aFamily();
		emulator.faults.add({ on: 'memberRequest', full: true, silence: true });
		const asked = caller.fetchGuildMembers(guild.id);
		await expect.poll(() => emulator.stats.bot().memberRequests.full).toBe(1);
		ends.owner.other?.removeAllListeners();
		ownerShard.process = null;
		expect((await asked).error?.code).toBe('OWNER_LOST');
	});
});

describe('the parent', () => {
	it('leaves no listener on the manager, its shards and its processes when it is closed, and can be opened again', async () => {
		const { manager, rosters, guild, caller, ends, ownerShard, callerShard } = await aFamily(50);
		expect(() => serveRosters(manager.asManager)).toThrow('served already');
		await rosters.close();
		const emitters = [manager, ownerShard, callerShard, ends.owner.other, ends.caller.other];
		expect(emitters.flatMap((emitter) => emitter?.eventNames())).toEqual([]);
		await expect(rosters.fetchGuildMembers(guild.id)).rejects.toMatchObject({ code: 'CLOSED' });
		await setImmediate();
		expect((await caller.fetchGuildMembers(guild.id)).error?.code).toBe('LINK_LOST');
		const again = serveRosters(manager.asManager);
		expect((await again.countMembers(guild.id)).count).toBe(50);
		expect((await caller.countMembers(guild.id)).count).toBe(50);
		await again.close();
	});

	it('ends the questions that are open when it is closed', async () => {
		const { emulator, rosters, guild, caller } = await aFamily();
		emulator.faults.add({ on: 'memberRequest', full: true, silence: true });
		const [own, others] = [rosters.countMembers(guild.id), caller.countMembers(guild.id)];
		await expect.poll(() => emulator.stats.bot().memberRequests.full).toBe(1);
		await rosters.close();
		expect([(await own).error?.code, (await others).error?.code]).toEqual(['CLOSED', 'LINK_LOST']);
	});

	it('says so if a process speaks another version, and so does that process', async () => {
		const { guild, rosters, owner, ends, caller } = await aFamily(50);
		await owner.close();
		ends.owner.send({ rollcall: 2, type: 'hello', shards: 'all' }, () => {});
		await setImmediate();
		expect((await rosters.countMembers(guild.id)).error?.code).toBe('LINK_VERSION');
		ends.caller.other?.send({ rollcall: 2, type: 'welcome' }, () => {});
		await setImmediate();
		expect((await caller.countMembers(guild.id)).error?.code).toBe('LINK_VERSION');
	});

	it('takes no message of others for its own, and answers none', async () => {
		const { ends, rosters, guild } = await aFamily(50);
		await rosters.countMembers(guild.id); // they have met
		for (let turn = 0; turn < 5; turn++) await setImmediate(); // and said that it is over
		const heard: unknown[] = [];
		ends.owner.on('message', (message) => void heard.push(message));
		const others = [
			null,
			1,
			'rollcall',
			{ type: 'ask' },
			{ rollcall: '1', type: 'ask' },
			{ rollcall: 1, type: 'toString' },
		];
		const broken = [
			{ rollcall: 1, type: 'ask', id: 5 },
			{ rollcall: 1, type: 'piece' },
			{ rollcall: 1, type: 'hello' },
		];
		for (const end of [ends.owner, ends.owner.other])
			for (const message of [...others, ...broken]) end?.emit('message', message);
		await setImmediate();
		await setImmediate();
		expect(heard).toEqual([...others, ...broken]);
		expect((await rosters.countMembers(guild.id)).count).toBe(50);
	});
});

describe('a link', () => {
	it('leaves no listener on its client and its channel when it is closed, and then answers nothing', async () => {
		const { guild, caller, callerClient, ends } = await aFamily(50);
		await caller.close();
		expect([...callerClient.eventNames(), ...ends.caller.eventNames()]).toEqual([]);
		await expect(caller.countMembers(guild.id)).rejects.toMatchObject({ code: 'CLOSED' });
		await caller.close();
	});

	it('answers about its own guilds without a parent, and says that there are no others', async () => {
		const { client, service, guild } = await setStage({ members: 50 });
		const link = linkOver(undefined, client, service);
		expect((await link.fetchGuildMembers(guild.id)).roster.size).toBe(50);
		expect((await link.countMembers('1234567')).error?.code).toBe('UNKNOWN_GUILD');
		const other = linkOver(undefined, aLonelyClient(7, 1_000_000));
		const { success, metadata, error } = await other.fetchGuildMembers(guild.id);
		expect([success, metadata.complete, error?.code]).toEqual([false, false, 'NO_OWNER']);
		await Promise.all([link.close(), other.close()]);
	});

	it('goes on for its own guilds when the parent is gone', async () => {
		const { guild, owner, caller, ends } = await aFamily(50);
		for (const end of [ends.owner, ends.caller]) end.disconnect();
		expect((await owner.countMembers(guild.id)).count).toBe(50);
		expect((await caller.countMembers(guild.id)).error?.code).toBe('LINK_LOST');
	});

	it('is refused for what is no service of this package', () => {
		expect(() => linkOver(undefined, aLonelyClient(0, 1), {} as never)).toThrow('MemberFetchService');
		expect(() => serveRosters({} as never)).toThrow('ShardingManager');
	});
});
