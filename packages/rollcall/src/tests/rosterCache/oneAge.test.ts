import { type Client, Events, type Guild } from 'discord.js';
import { expect, it } from 'vitest';
import { rosterCache } from '../../discord/caches/rosterCache.js';
import type { MemberFetchService } from '../../services/MemberFetchService.js';
import { collectGarbage } from '../collectGarbage.js';
import { dispatched, once, type Stage, setStage } from '../stage.js';

type World = Stage['truth'];

/** Two guilds with a user in common, whose lists are both held. */
interface Scene extends Stage {
	readonly worlds: readonly [World, World];
	readonly guilds: readonly [Guild, Guild];
	/** The user who is in both. */
	readonly id: string;
}

async function aScene(members = 40): Promise<Scene> {
	const guilds = [{ members }, { members: 60 }];
	const stage = await setStage({ emulator: { guilds }, client: { makeCache: rosterCache() } });
	const worlds = [...stage.emulator.world.guilds.values()] as unknown as [World, World];
	const { id } = worlds[0].memberAt(5).user;
	const joined = dispatched(stage.client, 'GUILD_MEMBER_ADD', id);
	worlds[1].join({ user: { id } });
	await joined;
	const inClient = worlds.map((world) => stage.client.guilds.cache.get(world.id)) as [Guild, Guild];
	for (const guild of inClient) await complete(stage.service, guild);
	return { ...stage, worlds, guilds: inClient, id };
}

async function complete(service: MemberFetchService, guild: Guild): Promise<void> {
	const { metadata } = await service.fetchGuildMembers(guild);
	expect(metadata.complete).toBe(true);
}

async function away({ client, worlds }: Scene): Promise<void> {
	for (const world of worlds) {
		const gone = once(client, Events.GuildUnavailable, ({ id }: Guild) => id === world.id);
		world.outage();
		await gone;
	}
}

async function back({ client }: { client: Client }, world: World): Promise<void> {
	const here = once(client, Events.GuildAvailable, ({ id }: Guild) => id === world.id);
	world.recover();
	await here;
}

/** Resolves when everything that the emulator has sent has gone through the client. */
async function caughtUp({ client, emulator }: Scene): Promise<void> {
	const told = dispatched(client, 'MARK');
	emulator.dispatch('MARK', {});
	await told;
}

function namesOf({ client, guilds, id }: Scene): unknown[] {
	const ofMembers = guilds.map(({ members }) => members.cache.get(id)?.user);
	const walked = [...client.users.cache.values()].find((user) => user.id === id);
	const users = [client.users.cache.get(id), walked, ...ofMembers].filter((user) => user !== undefined);
	expect(new Set(users).size).toBe(1);
	return users.map(({ username }) => username);
}

async function expectName(scene: Scene, name: string): Promise<void> {
	expect(new Set(namesOf(scene))).toEqual(new Set([name]));
	await collectGarbage();
	expect(new Set(namesOf(scene))).toEqual(new Set([name]));
}

/** A change that nobody is told of, because every guild of the user is away. */
async function changeAway(scene: Scene, name: string): Promise<void> {
	await away(scene);
	scene.emulator.world.updateUser(scene.id, { username: name });
}

it.each([0, 1] as const)('shows the newest user while another guild is away (guild %i is back)', async (index) => {
	const scene = await aScene();
	await changeAway(scene, 'newest');
	await back(scene, scene.worlds[index]);
	await complete(scene.service, scene.guilds[index]);
	await expectName(scene, 'newest');
});

it.each([0, 1] as const)('tells whoever holds a user of what a list says of them (guild %i is back)', async (index) => {
	const scene = await aScene();
	const held = [scene.client.users.cache.get(scene.id), scene.guilds[1 - index]?.members.cache.get(scene.id)?.user];
	await changeAway(scene, 'newest');
	await back(scene, scene.worlds[index]);
	await complete(scene.service, scene.guilds[index]);
	await new Promise(setImmediate);
	expect(held.map((user) => user?.username)).toEqual(['newest', 'newest']);
	await expectName(scene, 'newest');
});

it.each([0, 1] as const)(
	'keeps the newest user when they leave the guild that has told of them (%i)',
	async (index) => {
		const scene = await aScene();
		await changeAway(scene, 'newest');
		await back(scene, scene.worlds[index]);
		await complete(scene.service, scene.guilds[index]);
		const gone = once(scene.client, Events.GuildMemberRemove);
		scene.worlds[index].leave(scene.id);
		await gone;
		await collectGarbage();
		await expectName(scene, 'newest');
		await back(scene, scene.worlds[1 - index] as World);
		await expectName(scene, 'newest');
	},
);

it.each([0, 1] as const)(
	'keeps the newest user when the bot leaves the guild that has told of them (%i)',
	async (index) => {
		const scene = await aScene();
		await changeAway(scene, 'newest');
		await back(scene, scene.worlds[index]);
		await complete(scene.service, scene.guilds[index]);
		const gone = once(scene.client, Events.GuildDelete);
		scene.worlds[index].leave(scene.client.user.id);
		await gone;
		const [left] = [scene.guilds[1 - index] as Guild];
		await expectName({ ...scene, guilds: [left, left] }, 'newest');
		for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
		await expectName({ ...scene, guilds: [left, left] }, 'newest');
	},
);

it('keeps what was told of users while no guild of theirs has a list, however many they are', async () => {
	const scene = await aScene(1_200);
	await away(scene);
	for (const world of scene.worlds) await back(scene, world);
	const { client, emulator, worlds } = scene;
	const [channelId] = [...worlds[0].channels.keys()];
	const ids = worlds[0].ids(0, 1_100).filter((id) => id !== client.user.id);
	for (const [index, id] of ids.entries()) {
		const author = { ...worlds[0].user(id), username: `told ${index}` };
		emulator.dispatch('MESSAGE_CREATE', {
			...{ id: `${9_000 + index}`, channel_id: channelId, guild_id: worlds[0].id, author, content: '', type: 0 },
			...{ timestamp: new Date(0).toISOString(), mentions: [], attachments: [], embeds: [], mention_roles: [] },
		});
	}
	await caughtUp(scene);
	await collectGarbage();
	expect(ids.map((id) => client.users.cache.get(id)?.username)).toEqual(ids.map((_, index) => `told ${index}`));
});
