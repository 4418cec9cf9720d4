import {
	type APIChannel,
	type APIOverwrite,
	AuditLogEvent,
	ChannelType,
	PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { changesBetween, type GuildWorld, overwritesOf, parentOf } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { changedChannelForm, channelFields, checkForm, newChannelForm, placesForm } from '../forms/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { requireGrantable } from './overwrites.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const path = '/guilds/:guildId/channels';
const MOST_CHANNELS = 500;
const MOST_IN_CATEGORY = 50;

/** The channels of a guild: making, moving, changing and deleting them. */
export const guildChannelRoutes: readonly Route[] = [
	{ method: 'GET', path, name: 'listChannels', handle: listChannels },
	{ method: 'POST', path, name: 'createChannel', form: newChannelForm, handle: createChannel },
	{ method: 'PATCH', path, name: 'moveChannels', form: placesForm, handle: moveChannels },
];

/** Without the channels that the bot does not see. */
function listChannels(call: RestCall): Reply {
	const guild = call.guild();
	return ok(cloneJson([...guild.channels.values()].filter(({ id }) => guild.sees(call.bot.id, id))));
}

function createChannel(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageChannels);
	checkForm(newChannelForm, call.json);
	if (guild.channels.size >= MOST_CHANNELS) throw apiErrors.maxChannels();
	const { type = ChannelType.GuildText, name } = call.json;
	const fields = readFields(call, guild, call.json);
	requireOwnOverwrites(call, guild, overwritesOf(fields as unknown as APIChannel));
	const kind = (type ?? ChannelType.GuildText) as ChannelType;
	const channel = guild.createChannel({
		...fields,
		type: kind,
		name: nameFor(kind, String(name)),
	} as Partial<APIChannel>);
	const changes = changesBetween({}, channel, ['name', 'type', 'permission_overwrites']);
	call.audit(guild, { type: AuditLogEvent.ChannelCreate, targetId: channel.id, changes });
	return { status: 201, body: channel };
}

/** Changes a channel that is no thread. */
export function changeChannel(call: RestCall, place: Required<Place>): Reply {
	const { guild, channel } = place;
	call.requirePermissionIn(place, Permission.ManageChannels);
	checkForm(changedChannelForm, call.json);
	const { name, type } = call.json;
	const fields = readFields(call, guild, call.json, channel);
	const { permission_overwrites } = fields;
	if (permission_overwrites) requireGrantable(call, place, permission_overwrites as APIOverwrite[]);
	const patch = {
		...fields,
		...(typeof type === 'number' && { type }),
		...(typeof name === 'string' && { name: nameFor(channel.type, name) }),
	};
	const changed = guild.updateChannel(channel.id, patch);
	const changes = changesBetween(channel, changed, ['name', 'type', ...channelFields]);
	if (changes.length > 0) call.audit(guild, { type: AuditLogEvent.ChannelUpdate, targetId: channel.id, changes });
	return ok(changed);
}

/** Deletes a channel that is no thread. */
export function removeChannel(call: RestCall, place: Required<Place>): Reply {
	const { guild, channel } = place;
	call.requirePermissionIn(place, Permission.ManageChannels);
	const last = cloneJson(channel);
	guild.deleteChannel(channel.id);
	const changes = changesBetween(last, {}, ['name', 'type', 'permission_overwrites']);
	call.audit(guild, { type: AuditLogEvent.ChannelDelete, targetId: channel.id, changes });
	return ok(last);
}

/** Moves channels to other positions and categories. Only what is named moves. */
function moveChannels(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageChannels);
	checkForm(placesForm, call.jsonList);
	const places = call.jsonList.map(
		(place) => ({ ...place, id: String(place.id) }) as Record<string, unknown> & { id: string },
	);
	for (const { id } of places) if (!guild.channels.has(id)) throw apiErrors.unknownChannel();
	for (const { id, position, parent_id, lock_permissions } of places) {
		const parent = requireCategory(guild, parent_id, guild.channels.get(id));
		guild.updateChannel(id, {
			...(typeof position === 'number' && { position }),
			...(parent_id !== undefined && { parent_id: parent?.id ?? null }),
			...(parent && lock_permissions === true && { permission_overwrites: overwritesOf(parent) }),
		});
	}
	return noContent;
}

/** The fields of a body that a channel can have. `null` gives a field its default. */
function readFields(
	call: RestCall,
	guild: GuildWorld,
	json: Readonly<Record<string, unknown>>,
	channel?: APIChannel,
): Record<string, unknown> {
	requireCategory(guild, json.parent_id, channel);
	const given = channelFields.filter((name) => json[name] !== undefined);
	const fields = Object.fromEntries(given.map((name) => [name, json[name] ?? emptied[name] ?? null]));
	const { permission_overwrites, available_tags, parent_id } = fields;
	return {
		...fields,
		...(parent_id !== undefined && { parent_id: parent_id === null ? null : String(parent_id) }),
		...(Array.isArray(permission_overwrites) && {
			permission_overwrites: permission_overwrites.map(completeOverwrite),
		}),
		...(Array.isArray(available_tags) && { available_tags: available_tags.map((tag) => completeTag(call, tag)) }),
	};
}

const emptied: Readonly<Record<string, unknown>> = {
	...{ nsfw: false, rate_limit_per_user: 0, bitrate: 64_000, user_limit: 0, position: 0, flags: 0 },
	...{ permission_overwrites: [], video_quality_mode: 1, default_auto_archive_duration: 4320 },
	...{ available_tags: [], default_thread_rate_limit_per_user: 0, default_forum_layout: 0 },
};

function completeOverwrite({ id, type, allow, deny }: Record<string, unknown>): object {
	return { id: String(id), type: type ?? 0, allow: String(allow ?? 0), deny: String(deny ?? 0) };
}

function completeTag(call: RestCall, { id, name, moderated, emoji_id, emoji_name }: Record<string, unknown>): object {
	return {
		...{ id: String(id ?? call.context.world.nextId()), name, moderated: moderated ?? false },
		...{ emoji_id: emoji_id ?? null, emoji_name: emoji_name ?? null },
	};
}

function requireOwnOverwrites(call: RestCall, guild: GuildWorld, overwrites: readonly APIOverwrite[]): void {
	const own = guild.permissionsOf(call.bot.id);
	for (const { allow, deny } of overwrites)
		if (((BigInt(allow) | BigInt(deny)) & ~own) !== 0n) throw apiErrors.missingPermissions();
}

/** The category of a body. It must exist in the guild, and have room. */
function requireCategory(guild: GuildWorld, id: unknown, channel?: APIChannel): APIChannel | undefined {
	if (id === undefined || id === null) return undefined;
	const refuse = (code: string, message: string) => apiErrors.invalidForm({ path: ['parent_id'], code, message });
	const category = guild.channels.get(String(id));
	if (!category) throw refuse('CHANNEL_PARENT_INVALID', 'Category does not exist');
	if (category.type !== ChannelType.GuildCategory) throw refuse('CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
	const children = [...guild.channels.values()].filter(
		(one) => parentOf(one) === category.id && one.id !== channel?.id,
	);
	if (children.length >= MOST_IN_CATEGORY)
		throw refuse('CHANNEL_PARENT_MAX_CHANNELS', `Maximum number of channels in category reached (${MOST_IN_CATEGORY})`);
	return category;
}

/** The names of channels for text have no capitals and no spaces. */
function nameFor(type: ChannelType, name: string): string {
	const isText = type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement;
	return isText ? name.toLowerCase().replaceAll(/\s+/g, '-') : name;
}
