import type { GuildMember, User } from 'discord.js';
import { expect } from 'vitest';
import { collectGarbage } from '../../collectGarbage.js';
import { type Bot, FORGETTING, peopleOf } from '../Bot.js';
import { mend, unmeet } from '../exceptions.js';
import { differences } from '../rendering/differences.js';
import { render } from '../rendering/render.js';
import type { Scene } from '../Scene.js';
import { memberSteps } from './memberSteps.js';
import type { Steps } from './Steps.js';
import { userSteps } from './userSteps.js';

/** What the bots themselves do; each does the same. */
export const botSteps: Steps = {
	fetch: ({ bots, world }) => bots.fetch(world),
	refresh: ({ bots, world }) => bots.fetch(world, true),
	/** Members change while both fetch them, and the rows that come are older. */
	refreshAmid: async (scene) => {
		const { bots, world } = scene;
		await bots.fetch(world);
		let isChanged = false;
		const change = () => {
			if (!isChanged) changeMembers(scene);
			isChanged = true;
		};
		const undo = bots.emulator.faults.add({
			...{ on: 'memberRequest', full: true, guildId: world.id, stale: true, times: 2 },
			after: { chunks: 1 + (scene.more % 3), do: change },
		});
		await bots.fetch(world, true);
		undo();
		await bots.settle();
		for (const bot of bots.both) {
			const guild = bot.guild(world.id);
			if (guild?.available && !bot.make.hasService) mend(guild, world);
		}
	},
	collect: async () => void (await collectGarbage()),
	/** Somebody asks discord.js itself for all members. */
	fetchAside: ({ bots, world }) => bots.ask(world, (bot) => bot.fetchAside(world.id)),
	fetchOne: (scene) => {
		const force = scene.more % 2 === 0;
		return answered(scene, (bot) => bot.guild(scene.world.id)?.members.fetch({ user: scene.userId, force }));
	},
	fetchSome: (scene) => {
		const user = [scene.userId, scene.otherId];
		return answered(scene, (bot) => bot.guild(scene.world.id)?.members.fetch({ user }));
	},
	search: (scene) => answered(scene, (bot) => bot.guild(scene.world.id)?.members.search({ query: 'a', limit: 5 })),
	list: (scene) => answered(scene, (bot) => bot.guild(scene.world.id)?.members.list({ limit: 10 })),
	/** Tells more of a user than members tell. */
	fetchUser: (scene) => answered(scene, (bot) => bot.client.users.fetch(scene.userId, { force: scene.more % 2 === 0 })),
	hold: ({ bots, world, userId, more }) =>
		bots.each((bot) => bot.held.push(...[PATHS[more % PATHS.length]?.(bot, world.id, userId) ?? []].flat())),
	/** Holds what the last events were about. */
	holdHeard: ({ bots }) => bots.each((bot) => bot.held.push(...peopleOf(bot.heard.last).slice(0, 4))),
	letGo: ({ bots, more }) => bots.each(({ held }) => held.splice(0, 1 + (more % 4))),
	letAllGo: ({ bots }) => bots.each(({ held }) => held.splice(0)),
	drop: ({ bots, world, userId }) => bots.each((bot) => bot.thin(world.id, (id) => id === userId)),
	sweep: ({ bots, world, more }) =>
		bots.each((bot) => bot.thin(world.id, (id) => id !== bots.botId && Number(id.slice(-2)) % 5 === more % 5)),
	forget: async ({ bots, one }) => {
		for (const world of bots.worlds) world.recover();
		await bots.settle();
		await bots.each((bot) => bot.forget(one(FORGETTING) ?? 'clear'));
		if (bots.found.make.hasService) unmeet(bots.wanted.client, bots.found.client);
	},
};

function changeMembers(scene: Scene): void {
	for (const name of ['leave', 'nick', 'join', 'comeBack', 'picture', 'boost']) void memberSteps[name]?.(scene);
	void userSteps.rename?.(scene);
}

type Path = (bot: Bot, guildId: string, userId: string) => GuildMember | User | undefined | null;

/** The ways to a member or user. */
const PATHS: readonly Path[] = [
	(bot, guildId, userId) => bot.guild(guildId)?.members.cache.get(userId),
	(bot, guildId, userId) => bot.guild(guildId)?.members.cache.find(({ id }) => id === userId),
	(bot, guildId, userId) =>
		bot
			.guild(guildId)
			?.members.cache.filter(({ user }) => user.id === userId)
			.first(),
	(bot, guildId, userId) => [...(bot.guild(guildId)?.members.cache.values() ?? [])].find(({ id }) => id === userId),
	(bot, guildId, userId) => bot.guild(guildId)?.roles.everyone.members.get(userId),
	(bot, guildId, userId) => bot.guild(guildId)?.members.resolve(userId),
	(bot, guildId, userId) => bot.guild(guildId)?.voiceStates.cache.get(userId)?.member,
	(bot, guildId, userId) => bot.guild(guildId)?.members.cache.get(userId)?.user,
	(bot, _, userId) => bot.client.users.cache.get(userId),
	(bot, _, userId) => [...bot.client.users.cache.values()].find(({ id }) => id === userId),
];

/** Both bots ask, and get the same answer. */
async function answered({ bots, world }: Scene, ask: (bot: Bot) => Promise<unknown> | undefined): Promise<void> {
	const answers = new Map<Bot, unknown>();
	await bots.ask(world, async (bot) => {
		const answer = await (ask(bot) ?? Promise.resolve()).catch((error: unknown) => `rejects: ${error}`);
		answers.set(bot, render(answer, 1));
	});
	expect(differences(answers.get(bots.wanted), answers.get(bots.found))).toEqual([]);
}
