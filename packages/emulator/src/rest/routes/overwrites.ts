import {
	type APIOverwrite,
	AuditLogEvent,
	OverwriteType,
	PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import { changesBetween, overwritesOf } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, overwriteForm } from '../forms/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { noContent, type Reply, type Route } from './Route.js';

const path = '/channels/:channelId/permissions/:overwriteId';

/** What roles and members may do in a channel. */
export const overwriteRoutes: readonly Route[] = [
	{ method: 'PUT', path, name: 'setOverwrite', form: overwriteForm, handle: setOverwrite },
	{ method: 'DELETE', path, name: 'deleteOverwrite', handle: deleteOverwrite },
];

function setOverwrite(call: RestCall): Reply {
	const place = guildPlace(call);
	const id = call.id('overwriteId');
	checkForm(overwriteForm, call.json);
	const before = overwritesOf(place.channel).find((overwrite) => overwrite.id === id);
	const { type = before?.type ?? OverwriteType.Role, allow = '0', deny = '0' } = call.json;
	const overwrite = { id, type, allow: String(allow ?? 0), deny: String(deny ?? 0) } as APIOverwrite;
	requireGrantable(call, place, [overwrite]);
	if (overwrite.type === OverwriteType.Role && !place.guild.roles.has(id)) throw apiErrors.unknownRole();
	place.guild.setOverwrite(place.channel.id, overwrite);
	note(call, place, {
		type: before ? AuditLogEvent.ChannelOverwriteUpdate : AuditLogEvent.ChannelOverwriteCreate,
		overwrite,
		before,
	});
	return noContent;
}

function deleteOverwrite(call: RestCall): Reply {
	const place = guildPlace(call);
	const id = call.id('overwriteId');
	const before = overwritesOf(place.channel).find((overwrite) => overwrite.id === id);
	if (!before) throw apiErrors.unknownOverwrite();
	requireGrantable(call, place, [before]);
	place.guild.removeOverwrite(place.channel.id, id);
	note(call, place, { type: AuditLogEvent.ChannelOverwriteDelete, overwrite: undefined, before });
	return noContent;
}

interface Change {
	readonly type: AuditLogEvent;
	readonly overwrite: APIOverwrite | undefined;
	readonly before: APIOverwrite | undefined;
}

function note(call: RestCall, { guild, channel }: Required<Place>, { type, overwrite, before }: Change): void {
	const { id, type: kind } = (overwrite ?? before) as APIOverwrite;
	const name = guild.roles.get(id)?.name;
	const options = { id, type: String(kind), ...(name !== undefined && { role_name: name }) };
	const changes = changesBetween(before ?? {}, overwrite ?? {}, ['id', 'type', 'allow', 'deny']);
	call.audit(guild, { type, targetId: channel.id, changes, options });
}

/** A channel of a guild that is no thread. */
function guildPlace(call: RestCall): Required<Place> {
	const place = call.channel();
	if (!place.guild?.channels.has(place.channel.id)) throw apiErrors.wrongChannelType();
	return place as Required<Place>;
}

/**
 * Refuses with 50013 unless the bot may manage the permissions of the channel, and may itself do what it allows or
 * denies. Only bots that an overwrite of the channel lets manage permissions may set more.
 */
export function requireGrantable(call: RestCall, place: Required<Place>, overwrites: readonly APIOverwrite[]): void {
	call.requirePermissionIn(place, Permission.ManageRoles);
	const own = place.guild.permissionsOf(call.bot.id);
	if ((own & Permission.Administrator) !== 0n) return;
	const inChannel = place.guild.permissionsOf(call.bot.id, place.channel.id);
	for (const { allow, deny } of overwrites)
		if (((BigInt(allow) | BigInt(deny)) & ~inChannel) !== 0n) throw apiErrors.missingPermissions();
}
