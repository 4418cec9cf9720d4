import { inspect } from 'node:util';
import type { Channel, Guild, GuildMember, User } from 'discord.js';
import type { Bot } from './Bot.js';
import { reference } from './rendering/reference.js';
import { attempt, render, renderObject } from './rendering/render.js';

/** How much of a bot's memory is looked at after a step. Looking makes objects, so that not every step should. */
export const LOOKS = ['sizes', 'sizes', 'held', 'some', 'walks', 'everything'] as const;
export type Look = (typeof LOOKS)[number];

/** What a bot sees in its client, as data that can be compared. `pick` chooses whom it looks at. */
export function look(bot: Bot, kind: Look, pick: number): unknown {
	const guilds = [...bot.client.guilds.cache.values()];
	const sizes = [bot.client.users.cache.size, ...guilds.map(sizesOf)];
	if (kind === 'sizes') return sizes;
	const held = bot.held.map((one) => [reference(one), render(one, 2)]);
	if (kind === 'held') return { sizes, held };
	if (kind === 'some') return { sizes, held, some: guilds.map((guild) => some(guild, pick)) };
	const walks = { members: guilds.map(({ members }) => walk(members.cache)), users: walk(bot.client.users.cache) };
	if (kind === 'walks') return { sizes, held, walks };
	return { sizes, held, walks, guilds: guilds.map(everything), users: gets(bot.client.users.cache) };
}

/** What discord.js itself calls at each update, and has no types for. */
interface Internals {
	_clone(): unknown;
	equals(other: unknown): boolean;
}

function sizesOf(guild: Guild): unknown {
	const { members, roles, channels, voiceStates, presences } = guild;
	const sizes = [members, roles, channels, voiceStates, presences].map(({ cache }) => cache.size);
	return [guild.id, guild.available, guild.memberCount, sizes, members.me && reference(members.me)];
}

/** A few members, found by their ids. */
function some({ members }: Guild, pick: number): unknown {
	const ids = [...members.cache.keys()].sort();
	const chosen = [0, 1, 2].flatMap((index) => ids[(pick * (index + 1)) % ids.length] ?? []);
	return [ids.length, chosen.map((id) => one(members.cache.get(id) as GuildMember))];
}

/** Everybody as a walk gives them: before it they may never have been objects. */
function walk(cache: ReadonlyMap<string, GuildMember | User>): unknown {
	const seen = [...cache].map(([id, value]) => [id, renderObject(value, 1), cache.get(id) === value] as const);
	return seen.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Everybody as `get` gives them. */
function gets(cache: ReadonlyMap<string, GuildMember | User>): unknown {
	return [...cache.keys()].sort().map((id) => one(cache.get(id) as GuildMember));
}

function one(value: GuildMember | User): unknown {
	const copy = attempt(() => (value as unknown as Internals)._clone());
	return {
		...renderObject(value, 1),
		keys: Object.keys(value),
		spread: Object.keys({ ...value }),
		printed: inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY }),
		copy: render(copy, 1),
		isEqual: (value as unknown as Internals).equals(copy),
	};
}

/** The guild by all that discord.js finds in it. */
function everything(guild: Guild): unknown {
	const { members, roles, channels, voiceStates, presences } = guild;
	const texts = [...channels.cache.values()].filter((channel) => channel.isTextBased() && !channel.isThread());
	const rights = texts.map((channel) =>
		[...members.cache.keys()].sort().map((id) => [
			attempt(() =>
				members.cache
					.get(id)
					?.permissionsIn(channel as never)
					.bitfield.toString(),
			),
			attempt(() => channel.permissionsFor(id)?.bitfield.toString()),
		]),
	);
	return {
		members: gets(members.cache),
		roles: sorted(roles.cache).map((role) => render(role, 1)),
		channels: sorted(channels.cache).map((channel: Channel) => render(channel, 2)),
		voice: sorted(voiceStates.cache).map((state) => render(state, 2)),
		presences: sorted(presences.cache).map((presence) => render(presence, 2)),
		messages: texts.map(({ messages }) => sorted(messages.cache).map((message) => render(message, 2))),
		rights,
	};
}

function sorted<Value>(cache: ReadonlyMap<string, Value>): Value[] {
	return [...cache].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
