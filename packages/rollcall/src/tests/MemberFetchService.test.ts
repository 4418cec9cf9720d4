import { Collection, type Guild, type Role } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeGuildMember } from '../discord/makeGuildMember.js';
import { DEFAULT_CONFIG, MemberFetchService } from '../index.js';
import type { FetchProgress } from '../interfaces/FetchOptions.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { dispatched, expectExact, logIn, QUICK, readable, setStage, timeOf } from './stage.js';

describe('the members of an answer', () => {
	it('are a Collection of GuildMembers that reads as discord.js would read the same data', async () => {
		const { service, guild, client, truth } = await setStage({ members: 1_200 });
		const { members } = await service.fetchGuildMembers(guild);
		expect(members).toBeInstanceOf(Collection);
		await guild.members.fetch({ user: [...truth.members()].slice(0, 100).map(({ user }) => user?.id ?? '') });
		for (const member of guild.members.cache.values()) {
			if (member.id === client.user.id) continue; // the bot's own user is a ClientUser, with fields of its own
			const ours = members.get(member.id);
			expect(ours && readable(ours)).toEqual(readable(member));
			expect(ours?.guild).toBe(guild);
			expect(ours?.client).toBe(client);
			expect(ours?.permissions.bitfield).toBe(member.permissions.bitfield);
			expect(ours?.displayAvatarURL()).toBe(member.displayAvatarURL());
		}
	});

	it('write nothing into the caches of the client when they are read', async () => {
		const { service, guild, client, truth } = await setStage({ members: 1_200 });
		const { members } = await service.fetchGuildMembers(guild);
		const { id } = truth.memberAt(3).user;
		const seen = dispatched(client, 'GUILD_MEMBER_UPDATE', id);
		truth.update(id, { nick: 'newer', user: { global_name: 'newer' } });
		await seen;
		const before = { users: client.users.cache.size, members: guild.members.cache.size };
		expect(members.get(id)?.nickname).not.toBe('newer');
		expect(members.map((member) => member.displayName)).toHaveLength(1_200);
		expect({ users: client.users.cache.size, members: guild.members.cache.size }).toEqual(before);
		expect(guild.members.cache.get(id)?.user.globalName).toBe('newer');
	});
});

describe('a guild that is in an outage since the login', () => {
	it('is read, and nobody claims to know how many should be there', async () => {
		const emulator = new DiscordEmulator({ guilds: [{ members: 2_500 }] });
		await emulator.start();
		emulator.world.guild().outage();
		const client = await logIn(emulator, { waitGuildTimeout: 50 });
		const service = new MemberFetchService({ ...QUICK, timeouts: { chunkIdle: 50 } }, timeOf());
		onTestFinished(async () => {
			await service.close();
			await client.destroy();
			await emulator.stop();
		});
		const guild = client.guilds.resolve(emulator.world.guild().id) as Guild;
		await new Promise<void>((read) => {
			const progressCallback = ({ currentCount }: FetchProgress) => void (currentCount === 2_500 && read());
			void service.fetchGuildMembers(guild, { progressCallback });
		});
		const { metadata } = await service.fetchGuildMembers(guild, { timeout: 1 });
		expect(metadata).toMatchObject({ status: 'partial', totalCount: 2_500, expectedCount: 2_500, coverage: 0 });
	});
});

describe('roles', () => {
	it('are answered from the roster, by name or id', async () => {
		const { service, guild, truth } = await setStage({ members: 2_000 });
		const counts = truth.roleCounts();
		for (const [roleId, count] of Object.entries(counts)) {
			const { roleMembers, metadata, success } = await service.fetchRoleMembers(guild, roleId);
			expect({ count: roleMembers.size, success, told: metadata.memberCount }).toEqual({
				count,
				success: true,
				told: count,
			});
			expect(metadata).toMatchObject({ complete: true, totalMembersChecked: 2_000, roleId });
			expect(roleMembers.every((member) => member.roles.cache.has(roleId))).toBe(true);
		}
		const everyone = await service.fetchRoleMembers(guild, '@everyone');
		expect(everyone.roleMembers.size).toBe(2_000);
		expect(service.getStatistics().roleCacheHits).toBeGreaterThan(0);
	});

	it('that do not exist are no empty list, but an error', async () => {
		const { service, guild } = await setStage({ members: 200 });
		const { success, roleMembers, metadata, error } = await service.fetchRoleMembers(guild, 'no such role');
		expect({ success, size: roleMembers.size }).toEqual({ success: false, size: 0 });
		expect(metadata.reason).toContain('no such role');
		expect([metadata.complete, error?.code]).toEqual([false, 'UNKNOWN_ROLE']);
	});

	it('are taken as what discord.js has of them, and those of another guild are not', async () => {
		const { service, guild, client, truth } = await setStage({
			emulator: { guilds: [{ members: 200 }, { members: 20 }] },
		});
		const [id = ''] = Object.keys(truth.roleCounts());
		const role = guild.roles.cache.get(id) as Role;
		const { roleMembers } = await service.fetchRoleMembers(guild, role, { require: 'complete' });
		expect(roleMembers.size).toBe(truth.roleCounts()[id]);
		const answers = await service.fetchMultipleRoleMembers(guild, [role, guild.roles.everyone]);
		expect([...answers.keys()]).toEqual([id, guild.id]);
		const other = client.guilds.cache.find((elsewhere) => elsewhere.id !== guild.id) as Guild;
		await expect(service.fetchRoleMembers(other, role)).rejects.toMatchObject({
			code: 'INVALID_ARGUMENT',
			message: `role: expected a role of guild ${other.id}, got role ${id} of guild ${guild.id}.`,
		});
	});

	it('are answered together from one list', async () => {
		const { service, guild, truth, stats } = await setStage({ members: 2_000 });
		const [first = '', second = ''] = Object.keys(truth.roleCounts());
		const heard: FetchProgress[] = [];
		const answers = await service.fetchMultipleRoleMembers(guild, [first, second, 'nope'], {
			concurrency: 2,
			progressCallback: (progress) => heard.push(progress),
		});
		expect([...answers.keys()]).toEqual([first, second, 'nope']);
		expect(answers.get(first)?.roleMembers.size).toBe(truth.roleCounts()[first]);
		expect(stats().memberRequests.full).toBe(1);
		expect(heard.at(-1)).toMatchObject({ stage: 'failed', message: expect.stringContaining('nope') });
		expect([...answers.values()].map(({ error }) => error?.code)).toEqual([undefined, undefined, 'UNKNOWN_ROLE']);
		expect(heard.filter(({ stage }) => stage === 'filtering').at(-1)?.message).toBe('3 of 3 roles.');
		const wrong = service.fetchMultipleRoleMembers(guild, [first], { concurrency: 0 });
		await expect(wrong).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
	});

	it('are counted from the roster, or by Discord in one request', async () => {
		const { service, guild, truth, stats } = await setStage({ members: 2_000 });
		const asked = await service.roleMemberCounts(guild);
		expect(asked.metadata).toMatchObject({ cacheHit: false, requests: { gateway: 0, rest: 1 } });
		await service.fetchGuildMembers(guild);
		const known = await service.roleMemberCounts(guild);
		expect(known.metadata).toMatchObject({ cacheHit: true, requests: { gateway: 0, rest: 0 } });
		for (const [roleId, count] of Object.entries(truth.roleCounts())) {
			expect([asked.counts.get(roleId), known.counts.get(roleId)]).toEqual([count, count]);
		}
		expect(stats().rest.total).toBeLessThan(10);
	});
});

describe('questions that need no full list', () => {
	it('look one member up in one REST request, or in none', async () => {
		const { service, guild, truth } = await setStage({ members: 1_500 });
		const raw = truth.memberAt(700) as RawMember;
		const asked = await service.fetchMember(guild, raw.user.id);
		expect(asked.metadata.requests).toEqual({ gateway: 0, rest: 1 });
		expect(asked.member && readable(asked.member)).toEqual(readable(makeGuildMember(guild, raw)));
		expect(await service.fetchMember(guild, '1')).toMatchObject({ success: true, member: null });
		await service.fetchGuildMembers(guild);
		const known = await service.fetchMember(guild, raw.user.id);
		expect(known.metadata).toMatchObject({ cacheHit: true, requests: { gateway: 0, rest: 0 } });
		expect(known.member?.id).toBe(raw.user.id);
	});

	it('fetch members by id in batches of 100 and say which users are not members', async () => {
		const { service, guild, truth, stats } = await setStage({ members: 1_500 });
		const ids = Array.from({ length: 250 }, (_, index) => truth.memberAt(index * 5).user.id);
		const answer = await service.fetchMembersById(guild, [...ids, '123']);
		expect(answer).toMatchObject({ success: true, notFound: ['123'] });
		expect([...answer.members.keys()].sort()).toEqual([...ids].sort());
		expect(stats().memberRequests.userIds).toBe(3);
		await expect(service.fetchMembersById(guild, ['not an id'])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
	});

	it('filter by a predicate over GuildMembers', async () => {
		const { service, guild, truth } = await setStage({ members: 1_500 });
		const bots = [...truth.members()].filter(({ user }) => user?.bot).length;
		const { members, metadata } = await service.fetchMembersWithFilter(guild, (member) => member.user.bot);
		expect(members.size).toBe(bots);
		expect(metadata).toMatchObject({ complete: true, totalMembersChecked: 1_500 });
		const broken = service.fetchMembersWithFilter(guild, () => {
			throw new RangeError('mine');
		});
		await expect(broken).rejects.toThrow('mine');
	});

	it('refuse a predicate that answers with promises, which are true of everybody', async () => {
		const { service, guild } = await setStage({ members: 1_500 });
		let asked = 0;
		const later = (async () => asked++ < 0) as unknown as () => boolean;
		const refused = service.fetchMembersWithFilter(guild, later);
		await expect(refused).rejects.toMatchObject({
			code: 'INVALID_ARGUMENT',
			message: expect.stringContaining('Await'),
		});
		expect(asked).toBe(1);
	});
});

it('two services of one client that ask at the same moment send nothing that is refused', async () => {
	const time = timeOf();
	const stage = await setStage({ members: 1_500, ...time });
	const other = new MemberFetchService(QUICK, time);
	onTestFinished(() => other.close());
	const services = [stage.service, other];
	const answers = await Promise.all(services.map((service) => service.fetchGuildMembers(stage.guild)));
	for (const answer of answers) expectExact(answer, stage);
	expect(stage.stats().memberRequests).toMatchObject({ full: 1, refused: 0 });
});

it('wrong arguments are refused by name, whatever they are', async () => {
	const { service, guild } = await setStage({ members: 40 });
	const none = undefined as never;
	const calls: [string, () => Promise<unknown>][] = [
		['guild', () => service.fetchGuildMembers(none)],
		['guild', () => service.fetchGuildMembers(guild.id as never)],
		['guild', () => service.fetchGuildMembers(guild.members as never)],
		['guild', async () => service.fetchGuildMembers((await guild.client.guilds.fetch()).first() as never)],
		['guild', () => service.roleMemberCounts(none)],
		['guild', () => service.streamGuildMembers(none).next()],
		['userId', () => service.fetchMember(guild, none)],
		['userIds', () => service.fetchMembersById(guild, guild.ownerId as never)],
		['userId', () => service.fetchMembersById(guild, [none])],
		['roleNamesOrIds', () => service.fetchMultipleRoleMembers(guild, 'x' as never)],
		['role', () => service.fetchRoleMembers(guild, none)],
		['role', () => service.fetchMultipleRoleMembers(guild, [guild.id, none])],
		['predicate', () => service.fetchMembersWithFilter(guild, none)],
		['options', () => service.fetchGuildMembers(guild, null as never)],
		['options', () => service.fetchMember(guild, guild.ownerId, { timout: 5 } as never)],
	];
	for (const [name, call] of calls) {
		const refused = {
			code: 'INVALID_ARGUMENT',
			message: expect.stringMatching(new RegExp(`^${name}: expected .*, got .*`)),
		};
		await expect(call(), name).rejects.toMatchObject(refused);
	}
});

it('a list takes any key, as a Collection does', async () => {
	const { service, guild } = await setStage({ members: 40 });
	const { members, roster } = await service.fetchGuildMembers(guild);
	for (const key of [undefined, null, 5, {}] as never[]) {
		expect([members.get(key), members.has(key), roster.get(key), roster.has(key)]).toEqual([
			undefined,
			false,
			undefined,
			false,
		]);
	}
});

describe('what operators read', () => {
	it('is measured: statistics, cache and health', async () => {
		const { service, guild } = await setStage({ members: 1_500 });
		expect(await service.healthCheck()).toMatchObject({
			status: 'healthy',
			cacheStatus: 'healthy',
			rateLimitStatus: 'normal',
			errorCount: 0,
		});
		expect(service.getCacheStats()).toMatchObject({ size: 0, members: 0, hitRate: 0, bytes: 0 });
		await service.fetchGuildMembers(guild);
		await service.fetchGuildMembers(guild);
		const stats = service.getStatistics();
		expect(stats).toMatchObject({
			totalRequests: 2,
			successfulRequests: 2,
			cacheHits: 1,
			requests: { gateway: 1, rest: 0 },
		});
		expect(stats.averageFetchTime).toBeGreaterThan(0);
		const cache = service.getCacheStats(guild.id);
		expect(cache).toMatchObject({ size: 1, members: 1_500, hitRate: 0.5 });
		expect(cache.bytes / 1_500).toBeGreaterThan(36);
		expect(cache.bytes / 1_500).toBeLessThan(110);
		expect((await service.healthCheck()).lastSuccessfulFetch).toBeGreaterThan(0);
		service.clearCache(guild.id);
		expect(service.getCacheStats().size).toBe(0);
		service.resetStatistics();
		expect(service.getStatistics()).toMatchObject({ totalRequests: 0, cacheHits: 0 });
	});

	it('is a config that applies at once, and stays if a wrong value is refused', async () => {
		const { service } = await setStage({ members: 200 });
		const before = service.getConfig();
		expect(() => service.updateConfig({ retry: { maxRetries: -1 } })).toThrow(/retry\.maxRetries.*-1/s);
		expect(service.getConfig()).toEqual(before);
		service.updateConfig({ cache: { maxCacheSize: 7 } });
		expect(service.getConfig().cache).toEqual({ ...before.cache, maxCacheSize: 7 });
	});

	it('has the documented defaults, and needs no argument', () => {
		expect(MemberFetchService.length).toBe(0);
		const service = new MemberFetchService();
		expect(service.getConfig()).toEqual(DEFAULT_CONFIG);
		return service.close();
	});
});
