import {
	type APIThreadChannel,
	AuditLogEvent,
	ChannelType,
	MessageFlags,
	MessageReferenceType,
	MessageType,
	PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { changesBetween, createMessage, type GuildWorld, isThread } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { changedThreadForm, checkForm, newThreadForm } from '../forms/index.js';
import { readNewMessage } from '../messages/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { requireMessage } from './messages.js';
import { ok, type Reply, type Route } from './Route.js';

const path = '/channels/:channelId';
const MOST_ACTIVE = 1000;
const form = newThreadForm;

/** Threads of channels. Their members have routes of their own. */
export const threadRoutes: readonly Route[] = [
	{ method: 'POST', path: `${path}/messages/:messageId/threads`, name: 'startThread', form, handle: startFromMessage },
	{ method: 'POST', path: `${path}/threads`, name: 'startThread', form, handle: start },
	{ method: 'GET', path: '/guilds/:guildId/threads/active', name: 'listActiveThreads', handle: listActive },
	{
		...{ method: 'GET', path: `${path}/threads/archived/public`, name: 'listArchivedThreads' },
		handle: (call) => listArchived(call, ({ type }) => type !== ChannelType.PrivateThread),
	},
	{
		...{ method: 'GET', path: `${path}/threads/archived/private`, name: 'listArchivedThreads' },
		handle: (call) => {
			call.requirePermissionIn(call.channel(), Permission.ManageThreads);
			return listArchived(call, ({ type }) => type === ChannelType.PrivateThread);
		},
	},
	{
		...{ method: 'GET', path: `${path}/users/@me/threads/archived/private`, name: 'listArchivedThreads' },
		handle: (call) =>
			listArchived(
				call,
				({ type, id }, guild) => type === ChannelType.PrivateThread && guild.threads.isIn(id, call.bot.id),
			),
	},
];

const withThreads: readonly ChannelType[] = [
	ChannelType.GuildText,
	ChannelType.GuildAnnouncement,
	ChannelType.GuildForum,
];

/** A channel that can have threads. */
function requireParent(call: RestCall): Required<Place> {
	const place = call.channel();
	if (!place.guild || !withThreads.includes(place.channel.type)) throw apiErrors.wrongChannelType();
	const active = [...place.guild.threads.all.values()].filter(({ thread_metadata }) => !thread_metadata?.archived);
	if (active.length >= MOST_ACTIVE) throw apiErrors.maxThreads();
	return place as Required<Place>;
}

/** The fields of a new thread in a request, and its owner. */
function readThread({ json, bot }: RestCall, { channel }: Place) {
	checkForm(newThreadForm, json);
	const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
	return {
		...{ parentId: channel.id, name: String(json.name), ownerId: bot.id },
		autoArchiveDuration: number(json.auto_archive_duration),
		rateLimitPerUser: number(json.rate_limit_per_user),
		...(typeof json.invitable === 'boolean' && { invitable: json.invitable }),
	};
}

function startFromMessage(call: RestCall): Reply {
	const place = requireParent(call);
	const { guild, channel, chat } = place;
	call.requirePermissionIn(place, Permission.CreatePublicThreads);
	const message = requireMessage(call);
	if (guild.threads.all.has(message.id)) throw apiErrors.threadExists();
	const isNews = channel.type === ChannelType.GuildAnnouncement;
	const type = isNews ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
	const thread = guild.threads.create({ ...readThread(call, place), type, id: message.id });
	chat.edit({ ...message, flags: (message.flags ?? 0) | MessageFlags.HasThread });
	return started(call, guild, thread);
}

function start(call: RestCall): Reply {
	const place = requireParent(call);
	const { guild, channel, chat } = place;
	if (channel.type === ChannelType.GuildForum) return startPost(call, place);
	const given = readThread(call, place);
	const type = (call.json.type ?? ChannelType.PrivateThread) as APIThreadChannel['type'];
	const isPrivate = type === ChannelType.PrivateThread;
	const isNews = type === ChannelType.AnnouncementThread;
	if (isNews !== (channel.type === ChannelType.GuildAnnouncement)) throw apiErrors.wrongChannelType();
	call.requirePermissionIn(place, isPrivate ? Permission.CreatePrivateThreads : Permission.CreatePublicThreads);
	const thread = guild.threads.create({ ...given, type });
	if (!isPrivate)
		chat.post(channel.id, call.bot.user, {
			...{ type: MessageType.ThreadCreated, content: thread.name ?? '' },
			message_reference: { type: MessageReferenceType.Default, channel_id: thread.id, guild_id: guild.id },
		});
	return started(call, guild, thread);
}

/** A post in a forum is a thread with the id of its first message. */
function startPost(call: RestCall, place: Required<Place>): Reply {
	const { guild, chat } = place;
	call.requirePermissionIn(place, Permission.SendMessages);
	const given = readThread(call, place);
	const first = readNewMessage(call, { chat, authorId: call.bot.id, at: ['message'] });
	const applied = Array.isArray(call.json.applied_tags) ? call.json.applied_tags.map(String) : [];
	const thread = guild.threads.create({ ...given, appliedTags: applied });
	const base = { id: thread.id, channelId: thread.id, author: call.bot.user, at: call.context.clock.now() };
	const message = chat.add(createMessage(base, first));
	const { body } = started(call, guild, thread);
	return { status: 201, body: { ...(body as object), message } };
}

function started(call: RestCall, guild: GuildWorld, thread: APIThreadChannel): Reply {
	const changes = changesBetween({}, thread, ['name', 'type']);
	call.audit(guild, { type: AuditLogEvent.ThreadCreate, targetId: thread.id, changes });
	return { status: 201, body: withOwnMember(call, guild, thread.id) };
}

/** A thread as the bot sees it: with the bot as its member, if it is in it. */
function withOwnMember(call: RestCall, guild: GuildWorld, id: string): object {
	const member = guild.threads.membersOf(id).find(({ user_id }) => user_id === call.bot.id);
	return cloneJson({ ...guild.threads.all.get(id), ...(member && { member }) });
}

/** Changes a thread: by its owner or with a permission. Without it, a locked thread stays as it is. */
export function changeThread(call: RestCall, place: Required<Place>): Reply {
	const { guild } = place;
	const thread = place.channel as APIThreadChannel;
	checkForm(changedThreadForm, call.json);
	const manages = call.canIn(place, Permission.ManageThreads);
	const { archived, locked } = thread.thread_metadata ?? {};
	if (!manages && locked) throw apiErrors.threadLocked();
	const { name, rate_limit_per_user, flags, applied_tags, ...rest } = call.json;
	const metadata = Object.fromEntries(
		['archived', 'locked', 'invitable', 'auto_archive_duration']
			.filter((field) => rest[field] !== undefined && rest[field] !== null)
			.map((field) => [field, rest[field]]),
	);
	const onlyOpens = Object.keys(call.json).join() === 'archived' && call.json.archived === false;
	const isOwner = thread.owner_id === call.bot.id && metadata.locked === undefined && rate_limit_per_user === undefined;
	if (!manages && !isOwner && !(onlyOpens && call.canIn(place, Permission.SendMessagesInThreads)))
		throw apiErrors.missingPermissions();
	if (archived && metadata.archived !== false) throw apiErrors.threadArchived();
	const changed = guild.threads.update(thread.id, {
		...(typeof name === 'string' && { name }),
		...(rate_limit_per_user !== undefined && { rate_limit_per_user: rate_limit_per_user ?? 0 }),
		...(typeof flags === 'number' && { flags }),
		...(Array.isArray(applied_tags) && { applied_tags: applied_tags.map(String) }),
		metadata,
	});
	const flat = ({ thread_metadata, ...fields }: APIThreadChannel) => ({ ...fields, ...thread_metadata });
	const changes = changesBetween(flat(thread), flat(changed), ['name', 'archived', 'locked', 'auto_archive_duration']);
	if (changes.length > 0) call.audit(guild, { type: AuditLogEvent.ThreadUpdate, targetId: thread.id, changes });
	return ok(withOwnMember(call, guild, thread.id));
}

export function removeThread(call: RestCall, place: Required<Place>): Reply {
	call.requirePermissionIn(place, Permission.ManageThreads);
	const last = withOwnMember(call, place.guild, place.channel.id);
	place.guild.threads.delete(place.channel.id);
	const changes = changesBetween(last, {}, ['name', 'type']);
	call.audit(place.guild, { type: AuditLogEvent.ThreadDelete, targetId: place.channel.id, changes });
	return ok(last);
}

/** The active threads that the bot sees. */
function listActive(call: RestCall): Reply {
	const guild = call.guild();
	const threads = [...guild.threads.all.values()].filter(
		({ id, thread_metadata }) => !thread_metadata?.archived && guild.sees(call.bot.id, id),
	);
	return ok(describeList(call, guild, threads, false));
}

/** Archived threads of a channel, those that were archived last first. */
function listArchived(call: RestCall, fits: (thread: APIThreadChannel, guild: GuildWorld) => boolean): Reply {
	const { guild, channel } = requireChannelOfGuild(call);
	const limit = call.form.int('limit', { min: 2, max: 100, fallback: 50 });
	const before = call.form.time('before') ?? Number.POSITIVE_INFINITY;
	const archivedAt = ({ thread_metadata }: APIThreadChannel) => Date.parse(String(thread_metadata?.archive_timestamp));
	const threads = [...guild.threads.all.values()]
		.filter((thread) => thread.parent_id === channel.id && thread.thread_metadata?.archived && fits(thread, guild))
		.filter((thread) => archivedAt(thread) < before)
		.sort((a, b) => archivedAt(b) - archivedAt(a));
	return ok(describeList(call, guild, threads.slice(0, limit), threads.length > limit));
}

function requireChannelOfGuild(call: RestCall): Required<Place> {
	const place = call.channel();
	if (!place.guild || isThread(place.channel.type)) throw apiErrors.wrongChannelType();
	call.requirePermissionIn(place, Permission.ReadMessageHistory);
	return place as Required<Place>;
}

function describeList(
	call: RestCall,
	guild: GuildWorld,
	threads: readonly APIThreadChannel[],
	hasMore: boolean,
): object {
	const own = threads.flatMap(({ id }) => guild.threads.membersOf(id).filter(({ user_id }) => user_id === call.bot.id));
	return { threads: cloneJson([...threads]), members: own, has_more: hasMore };
}

/** A thread that is not archived, or 50083. */
export function requireThread(call: RestCall, isChanged: boolean): Required<Place> {
	const place = call.channel();
	if (!place.guild || !isThread(place.channel.type)) throw apiErrors.wrongChannelType();
	const { thread_metadata } = place.channel as APIThreadChannel;
	if (isChanged && thread_metadata?.archived) throw apiErrors.threadArchived();
	return place as Required<Place>;
}
