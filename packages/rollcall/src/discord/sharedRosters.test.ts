import { Options } from 'discord.js';
import { expect, it } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { QUICK, setStage, timeOf } from '../tests/stage.js';
import { readingRosters, readsRosters, sharedRostersOf } from './sharedRosters.js';

/** A client whose caches could read rosters. */
const aStage = () => setStage({ members: 30, client: { makeCache: readingRosters(Options.cacheEverything()) } });

it('lets the caches of a client hear about rosters before listeners to their status do', async () => {
	const { client, guild, service, truth } = await aStage();
	const shared = sharedRostersOf(client);
	const heard: unknown[] = [];
	if (!shared) throw new Error('The client reads no rosters.');
	shared.reader = {
		onRows: (guildId, { table, isProven }) => isProven && heard.push([guildId, table.size]),
		onDropped: (guildId, reason) => heard.push([guildId, reason]),
		onTold: (userId) => heard.push(['told', userId]),
		onEnd: () => heard.push(['end']),
		bytes: 0,
		tables: () => [],
		onForgotten: (userId) => heard.push(['forgotten', userId, shared.rosterOf(guild.id)?.table.has(userId)]),
	};
	service.on('rosterStatusChange', ({ status }) => heard.push([status, shared.rosterOf(guild.id)?.size]));
	await service.fetchGuildMembers(guild);
	expect(heard.splice(0)).toEqual([
		[guild.id, 30],
		['complete', 30],
	]);
	const userId = [...truth.members()].map(({ user }) => user.id).find((id) => id !== client.user.id) as string;
	expect(service.forget(userId)).toBe(1);
	expect(heard.splice(0)).toEqual([['forgotten', userId, false]]);
	const other = new MemberFetchService(QUICK, timeOf());
	await other.fetchGuildMembers(guild);
	await other.close();
	expect(heard.splice(0)).toEqual([
		[guild.id, 30],
		[guild.id, 29], // the first service has not looked the forgotten user up
	]);
	service.clearCache();
	expect(heard).toEqual([
		[guild.id, 'the cache was cleared'],
		['none', undefined],
	]);
});

it('has nothing to do with clients that have other caches', async () => {
	const { client, guild, service } = await setStage({ members: 3 });
	await service.fetchGuildMembers(guild);
	expect([readsRosters(client), sharedRostersOf(client)]).toEqual([false, undefined]);
	expect(service.getCacheStats().size).toBe(1);
});
