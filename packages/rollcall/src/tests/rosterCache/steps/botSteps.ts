import type { GuildMember, User } from 'discord.js';
import { expect } from 'vitest';
import { collectGarbage } from '../../collectGarbage.js';
import { type Bot, peopleOf } from '../Bot.js';
import { differences } from '../rendering/differences.js';
import { render } from '../rendering/render.js';
import type { Scene } from '../Scene.js';
import type { Steps } from './Steps.js';

/** What the bots themselves do; each does the same. */
export const botSteps: Steps = {
	fetch: ({ bots, world }) => bots.each((bot) => bot.fetch(world.id, false)),
	refresh: ({ bots, world }) => bots.each((bot) => bot.fetch(world.id, true)),
	collect: async () => void (await collectGarbage()),
	/** Somebody asks discord.js itself for all members. */
	fetchAside: (scene) => answered(scene, (bot) => bot.guild(scene.world.id)?.members.fetch()),
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
	drop: ({ bots, world, userId }) => bots.each((bot) => bot.guild(world.id)?.members.cache.delete(userId)),
	sweep: ({ bots, world, more }) =>
		bots.each((bot) => {
			const isChosen = ({ id }: GuildMember) => id !== bots.botId && Number(id.slice(-2)) % 5 === more % 5;
			return bot.guild(world.id)?.members.cache.sweep(isChosen);
		}),
	forget: ({ bots, more }) => bots.each((bot) => bot.forget(more % 2 === 0 ? 'clear' : 'close')),
};

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
	if (!world.available || !world.hasBot(bots.botId)) return;
	const [wanted, found] = await Promise.all(
		bots.both.map(async (bot) => {
			const answer = await (ask(bot) ?? Promise.resolve()).catch((error: unknown) => `rejects: ${error}`);
			return render(answer, 1);
		}),
	);
	expect(differences(wanted, found)).toEqual([]);
}
