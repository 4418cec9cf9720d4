import { GatewayIntentBits, type Guild } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ClientTransport } from '../discord/ClientTransport.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { INTENTS, QUICK, type Stage, setStage, timeOf } from './stage.js';
import { setStandaloneStage } from './standaloneStage.js';

const WITH_PRESENCES = [...INTENTS, GatewayIntentBits.GuildPresences];
const MEMBERS = 2_500;

/** A client that may see presences, and has none yet. */
async function setWatching(): Promise<Stage> {
	const stage = await setStage({ members: MEMBERS, client: { intents: WITH_PRESENCES } });
	stage.guild.presences.cache.clear();
	return stage;
}

/** Those who are not offline, in the world and in discord.js. */
const online = ({ truth }: Stage) =>
	[...truth.members()]
		.flatMap(({ user }) => truth.presences.of(user.id) ?? [])
		.map(({ user, status }) => `${user.id} ${status}`)
		.sort();
const seen = ({ presences }: Guild) => presences.cache.map(({ userId, status }) => `${userId} ${status}`).sort();

describe('presences', () => {
	it('come with a list over the gateway, into the cache of discord.js', async () => {
		const stage = await setWatching();
		const { metadata } = await stage.service.fetchGuildMembers(stage.guild, { presences: true });
		expect(metadata).toMatchObject({ complete: true, presences: true, requests: { gateway: 1, rest: 0 } });
		expect(online(stage).length).toBeGreaterThan(100);
		expect(seen(stage.guild)).toEqual(online(stage));
	});

	it('do not come unless somebody asks for them', async () => {
		const { service, guild } = await setWatching();
		const { metadata } = await service.fetchGuildMembers(guild);
		expect(metadata).toMatchObject({ complete: true, presences: false });
		expect(seen(guild)).toEqual([]);
	});

	it('are refused at once without their intent, naming it', async () => {
		const { service, guild, stats } = await setStage({ members: 7 });
		const { error, metadata } = await service.fetchGuildMembers(guild, { presences: true });
		expect(error).toMatchObject({ code: 'MISSING_INTENT', message: expect.stringContaining('GuildPresences') });
		expect(metadata).toMatchObject({ complete: false, presences: false });
		expect(stats().memberRequests.full).toBe(0);
		expect(await service.fetchGuildMembers(guild)).toMatchObject({ metadata: { complete: true } });
	});

	it('do not come with a list from memory, for which nothing is asked', async () => {
		const { service, guild, stats } = await setWatching();
		await service.fetchGuildMembers(guild, { presences: true });
		const { metadata } = await service.fetchGuildMembers(guild, { presences: true });
		expect(metadata).toMatchObject({ complete: true, cacheHit: true, presences: false });
		expect(stats().memberRequests.full).toBe(1);
	});

	it('have not come if REST had to repair the list', async () => {
		const stage = await setWatching();
		stage.emulator.faults.add({ on: 'memberRequest', full: true, lose: [1] });
		const { metadata } = await stage.service.fetchGuildMembers(stage.guild, { presences: true });
		expect(metadata).toMatchObject({ complete: true, presences: false });
		expect(metadata.via).toContain('rest');
		expect(seen(stage.guild).length).toBeLessThan(online(stage).length);
	});

	it('have not come if the gateway sends chunks without them', async () => {
		const { client, guild } = await setStage({ members: 7 });
		const connect = () => Object.defineProperty(new ClientTransport(client), 'presencesIntent', { value: undefined });
		const service = new MemberFetchService(QUICK, { ...timeOf(), connect });
		onTestFinished(() => service.close());
		const { metadata } = await service.fetchGuildMembers(guild, { presences: true });
		expect(metadata).toMatchObject({ complete: true, presences: false });
	});

	it('come with the one request of all callers, if one of them asks for them before it is sent', async () => {
		const stage = await setWatching();
		const { service, guild } = stage;
		const calls = [{}, { presences: true }, { presences: false }];
		const answers = await Promise.all(calls.map((options) => service.fetchGuildMembers(guild, options)));
		expect(answers.map(({ metadata }) => metadata.presences)).toEqual([true, true, true]);
		expect(seen(guild)).toEqual(online(stage));
		expect(stage.stats().memberRequests.full).toBe(1);
	});

	it('do not come for a caller who joins a request that was sent without, and the answer says so', async () => {
		const { service, guild, stats } = await setWatching();
		let joined: Promise<boolean> | undefined;
		const join = async () => (await service.fetchGuildMembers(guild, { presences: true })).metadata.presences;
		const { metadata } = await service.fetchGuildMembers(guild, {
			progressCallback: ({ currentCount = 0 }) => {
				if (currentCount > 0) joined ??= join();
			},
		});
		expect([metadata.presences, await joined]).toEqual([false, false]);
		expect(stats().memberRequests.full).toBe(1);
		expect(seen(guild)).toEqual([]);
	});

	it('are in the dispatches of the gateway of a bot without discord.js', async () => {
		const intents = WITH_PRESENCES.reduce((sum, bit) => sum | bit, 0);
		const { service, gateway, guild, truth } = await setStandaloneStage({ members: 7, intents });
		const heard: unknown[] = [];
		gateway.on('dispatch', (...args: unknown[]) => {
			const { t, d } = readDispatch(args);
			if (t === 'GUILD_MEMBERS_CHUNK') heard.push(...(d.presences ?? []));
		});
		const { metadata } = await service.fetchGuildMembers(guild, { presences: true });
		expect(metadata).toMatchObject({ complete: true, presences: true });
		expect(heard).toEqual([...truth.members()].flatMap(({ user }) => truth.presences.of(user.id) ?? []));
		expect(await service.fetchGuildMembers(guild)).toMatchObject({ metadata: { presences: false } });
	});
});

interface Dispatch {
	readonly t: string;
	readonly d: { readonly presences?: readonly unknown[] };
}

/** The versions of `@discordjs/ws` hand a dispatch over as one object with it in `data`, or as arguments. */
function readDispatch([first]: readonly unknown[]): Dispatch {
	const { data = first } = first as { readonly data?: unknown };
	return data as Dispatch;
}
