import { GatewayCloseCodes } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { cacheWithoutMembers } from '../discord/cacheWithoutMembers.js';
import type { MembersResult } from '../interfaces/IMemberFetchService.js';
import type { RosterStatusChange } from '../interfaces/MemberFetchEvents.js';
import { dispatched, once, type Stage, type StageOptions, setStage } from './stage.js';

const clients = [
	['with the caches of discord.js', {}],
	['without its members', { makeCache: cacheWithoutMembers() }],
] as const;

async function aStage(options: StageOptions): Promise<Stage & { heard: RosterStatusChange[] }> {
	const stage = await setStage({ members: 1_200, ...options });
	const heard: RosterStatusChange[] = [];
	stage.service.on('rosterStatusChange', (change) => heard.push(change));
	return { ...stage, heard };
}

describe.each(clients)('rosterStatusChange, from a client %s', (_, client) => {
	it('tells once that the list is complete, however often it is fetched', async () => {
		const { service, guild, heard } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		await service.fetchGuildMembers(guild);
		await service.fetchGuildMembers(guild, { forceRefresh: true });
		expect(heard).toEqual([{ guildId: guild.id, status: 'complete', size: 1_200 }]);
	});

	it('tells that the list is stale when the session is lost, and complete when it is proven again', async () => {
		const { service, guild, heard, emulator, client: bot } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		const back = dispatched(bot, 'GUILD_CREATE');
		emulator.faults.gateway.cut({ resumable: false });
		await back;
		const reason = 'the gateway session was replaced by a new one';
		expect(heard.slice(1)).toEqual([{ guildId: guild.id, status: 'stale', reason, size: 1_200 }]);
		await service.fetchGuildMembers(guild);
		expect(heard.slice(2)).toEqual([{ guildId: guild.id, status: 'complete', size: 1_200 }]);
	});

	it('may be answered by a fetch at once, which proves a new list', async () => {
		const { service, guild, emulator } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		const renewed = new Promise<MembersResult>((resolve) => {
			service.on('rosterStatusChange', ({ status }) => {
				if (status === 'stale') resolve(service.fetchGuildMembers(guild));
			});
		});
		emulator.faults.gateway.cut({ resumable: false });
		expect((await renewed).metadata).toMatchObject({ complete: true, totalCount: 1_200, cacheHit: false });
	});

	it('tells nothing of a session that is resumed', async () => {
		const { service, guild, heard, emulator, client: bot } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		const back = dispatched(bot, 'RESUMED');
		emulator.faults.gateway.cut({ resumable: true });
		await back;
		expect(heard).toHaveLength(1);
		expect((await service.fetchGuildMembers(guild)).metadata.complete).toBe(true);
	});

	it('tells that the list is stale during an outage, and when a dispatch was lost', async () => {
		const { service, guild, heard, emulator, truth, client: bot } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		const [gone, back] = [dispatched(bot, 'GUILD_DELETE'), dispatched(bot, 'GUILD_CREATE')];
		truth.outage();
		await gone;
		expect(heard.at(-1)).toMatchObject({ status: 'stale', reason: expect.stringContaining('outage') });
		truth.recover();
		await back;
		await service.fetchGuildMembers(guild);
		emulator.faults.gateway.skipSequence(1);
		const { id } = truth.join({}).user;
		await dispatched(bot, 'GUILD_MEMBER_ADD', id);
		expect(heard.map(({ status }) => status)).toEqual(['complete', 'stale', 'complete', 'stale']);
		expect(heard.at(-1)?.reason).toContain('skipped');
	});

	it('tells that the list is stale when the gateway has closed the shard for good', async () => {
		const { service, guild, heard, emulator, client: bot } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		const ended = once(bot, 'shardDisconnect');
		emulator.faults.gateway.cut({ resumable: false, code: GatewayCloseCodes.DisallowedIntents });
		await ended;
		expect(heard.slice(1)).toMatchObject([{ status: 'stale', reason: expect.stringContaining('for good') }]);
	});

	it('tells that the list is gone when the bot has left the guild', async () => {
		const { service, guild, heard, truth, client: bot } = await aStage({ client });
		await service.fetchGuildMembers(guild);
		const gone = dispatched(bot, 'GUILD_DELETE');
		truth.leave(bot.user.id);
		await gone;
		const reason = 'the bot is no longer in the guild';
		expect(heard.at(-1)).toEqual({ guildId: guild.id, status: 'none', reason, size: 0 });
	});
});

describe('a list that is let go', () => {
	it('is announced with its reason: cleared, evicted for another one, or the service closed', async () => {
		const guilds = [{ members: 50 }, { members: 60 }];
		const { service, client, heard } = await aStage({ emulator: { guilds }, config: { cache: { maxCacheSize: 1 } } });
		const [first, second] = [...client.guilds.cache.values()];
		if (!first || !second) throw new Error('a guild is missing');
		await service.fetchGuildMembers(first);
		service.clearCache(first.id);
		await service.fetchGuildMembers(first);
		await service.fetchGuildMembers(second);
		await service.close();
		expect(heard.map(({ guildId, status, reason }) => [guildId, status, reason])).toEqual([
			[first.id, 'complete', undefined],
			[first.id, 'none', 'the cache was cleared'],
			[first.id, 'complete', undefined],
			[second.id, 'complete', undefined],
			[first.id, 'none', 'there was no room for it in the cache'],
			[second.id, 'none', 'the service was closed'],
		]);
	});
});
