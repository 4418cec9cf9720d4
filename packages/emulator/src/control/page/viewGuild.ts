import { type APIChannel, type APIMessage, ChannelType } from 'discord-api-types/v10';
import { compareSnowflakes } from '../../random/index.js';
import type { GuildWorld, World } from '../../world/index.js';
import type { Control } from '../Control.js';
import type { ChannelLine, GuildView } from './PageData.js';
import { personIn } from './personIn.js';

/** As many messages as fit into some screens. */
const MOST_MESSAGES = 60;
const MOST_CHANNELS = 500;
const MOST_PEOPLE = 500;
const MENTIONED = /<@!?(\d{1,20})>/g;

/** What is looked at. */
interface Wanted {
	readonly guildId: string;
	readonly userId: string;
	/** The first channel for text by default. */
	readonly channelId?: string | undefined;
}

/** A guild as a member sees it: the channels that they see, and the messages of one of them. */
export function viewGuild(control: Control, { guildId, userId, channelId }: Wanted): GuildView {
	const guild = control.guild(guildId);
	const { world } = control.emulator;
	const id = control.userId(userId, guild);
	const channels = [...channelsFor(guild, id), ...directChannels(control, id)].slice(0, MOST_CHANNELS);
	const shown = channels.find((channel) => channel.id === channelId) ?? channels.find(hasChat) ?? channels[0];
	const messages = shown ? messagesIn(control, guild, shown, id) : [];
	const { settings, size: members, available } = guild;
	return {
		guild: { id: guild.id, name: settings.name, members, available },
		actor: { id, isMember: guild.has(id), ...personIn(guild, id, world.user(id)) },
		channels: channels.map((channel) => describeChannel(guild, channel)),
		roles: [...guild.roles.values()].map(({ id: roleId, name, color }) => ({ id: roleId, name, color })),
		channelId: shown?.id ?? '',
		messages,
		people: peopleIn(messages, guild, world),
		deeds: deedsOf(control, messages),
	};
}

/** Somebody who has left sees what they saw, so that one can follow what happens without them. */
function channelsFor(guild: GuildWorld, userId: string): APIChannel[] {
	const isMember = guild.has(userId);
	const all = [...guild.channels.values(), ...guild.threads.all.values()];
	return all.filter(({ id }) => !isMember || guild.sees(userId, id)).sort((a, b) => positionOf(a) - positionOf(b));
}

/** The direct messages between the member and each bot that has written to them. */
function directChannels({ emulator: { bots, world } }: Control, userId: string): APIChannel[] {
	return bots.flatMap(({ id }) => {
		const channel = world.directMessages.find(id, userId);
		return channel ? [{ ...channel, name: world.user(id)?.username ?? id } as unknown as APIChannel] : [];
	});
}

function messagesIn(control: Control, guild: GuildWorld, { id, type }: APIChannel, userId: string): APIMessage[] {
	const { world, interactions } = control.emulator;
	if (type === ChannelType.DM) return world.directMessages.chat.messages(id).latest(MOST_MESSAGES).reverse();
	const { chat } = guild;
	const written = chat.messages(id).latest(MOST_MESSAGES);
	const both = [...written, ...interactions.messages.ephemeralFor(userId, id)];
	return both
		.sort((a, b) => compareSnowflakes(a.id, b.id))
		.slice(-MOST_MESSAGES)
		.map((message) => {
			const reactions = chat.reactions.seenBy(userId, message.id);
			return reactions ? { ...message, reactions } : message;
		});
}

function describeChannel(guild: GuildWorld, channel: APIChannel): ChannelLine {
	const { id, type, name } = channel;
	const voice = [...guild.voiceStates.values()].filter(({ channel_id }) => channel_id === id);
	return {
		...{ id, type, name: name ?? id, topic: ('topic' in channel && channel.topic) || '' },
		parentId: ('parent_id' in channel && channel.parent_id) || null,
		voice: voice.map(({ user_id, self_mute, self_deaf, mute, deaf }) => ({
			...{ id: user_id, isMuted: self_mute || mute, isDeaf: self_deaf || deaf },
		})),
	};
}

/** Those who wrote, ran a command or are mentioned, and those in voice. */
function peopleIn(messages: readonly APIMessage[], guild: GuildWorld, world: World): GuildView['people'] {
	const users = new Map(messages.flatMap((message) => usersOf(message).map((user) => [user.id, user] as const)));
	const mentioned = [...JSON.stringify(messages).matchAll(MENTIONED)].map(([, id = '']) => id);
	const ids = new Set([...users.keys(), ...guild.voiceStates.keys(), ...mentioned]);
	return Object.fromEntries(
		[...ids].slice(0, MOST_PEOPLE).flatMap((id) => {
			const user = users.get(id) ?? world.user(id);
			return user ? [[id, personIn(guild, id, user)]] : [];
		}),
	);
}

function deedsOf({ words }: Control, messages: readonly APIMessage[]): GuildView['deeds'] {
	return Object.fromEntries(
		messages.flatMap(({ id, interaction_metadata: metadata }) => {
			const deed = metadata && words.of(metadata.id);
			return deed === undefined ? [] : [[id, deed]];
		}),
	);
}

function usersOf({ author, mentions, interaction_metadata }: APIMessage) {
	return [author, ...mentions, ...(interaction_metadata ? [interaction_metadata.user] : [])];
}

const positionOf = (channel: APIChannel) => ('position' in channel ? (channel.position ?? 0) : Number.MAX_SAFE_INTEGER);
const hasChat = ({ type }: APIChannel) => type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement;
