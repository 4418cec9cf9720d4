import { ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import type { GuildWorld, MemberPatch } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, memberForm } from '../forms/index.js';
import { type RestCall, requireLength } from '../requests/index.js';
import { requireMember } from './members.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const rolePath = '/guilds/:guildId/members/:userId/roles/:roleId';

/** Changes of members. The world changes, so the gateway sends an event, too. */
export const memberChangeRoutes: readonly Route[] = [
	{ method: 'PUT', path: rolePath, name: 'memberRole', handle: (call) => changeRole(call, 'addRole') },
	{ method: 'DELETE', path: rolePath, name: 'memberRole', handle: (call) => changeRole(call, 'removeRole') },
	{
		method: 'PATCH',
		path: '/guilds/:guildId/members/@me',
		name: 'modifyCurrentMember',
		form: memberForm,
		handle: modifyMyself,
	},
	{
		method: 'PATCH',
		path: '/guilds/:guildId/members/:userId',
		name: 'modifyMember',
		form: memberForm,
		handle: modifyMember,
	},
	{ method: 'DELETE', path: '/guilds/:guildId/members/:userId', name: 'removeMember', handle: removeMember },
];

function changeRole(call: RestCall, change: 'addRole' | 'removeRole'): Reply {
	const guild = call.guild();
	const { user, roles } = requireMember(call, guild);
	const roleId = call.id('roleId');
	requireManageable(call, guild, roleId);
	if (roles.includes(roleId) !== (change === 'addRole')) guild[change](user.id, roleId);
	return noContent;
}

/** A bot may give and take roles below its own, except those that Discord manages. */
function requireManageable(call: RestCall, guild: GuildWorld, roleId: string): void {
	const role = guild.roles.get(roleId);
	if (!role) throw apiErrors.unknownRole();
	call.requirePermission(guild, Permission.ManageRoles);
	call.requireAbove(guild, role.position);
	if (role.managed || roleId === guild.id) throw apiErrors.missingPermissions();
}

function modifyMember(call: RestCall): Reply {
	const guild = call.guild();
	const member = requireMember(call, guild);
	checkForm(memberForm, call.json);
	const patch: MemberPatch = {
		...readNick(call, guild, Permission.ManageNicknames),
		...readRoles(call, guild, member.roles),
		...readFlag(call, guild, 'mute', Permission.MuteMembers),
		...readFlag(call, guild, 'deaf', Permission.DeafenMembers),
		...readTimeout(call, guild),
	};
	if ('nick' in patch && member.user.id !== call.bot.id) call.requireAbove(guild, guild.topPosition(member.user.id));
	moveInVoice(call, guild, member.user.id);
	return ok(Object.keys(patch).length === 0 ? member : guild.update(member.user.id, patch));
}

/** Moves a member in voice to another channel, or out of voice with `null`. */
function moveInVoice(call: RestCall, guild: GuildWorld, userId: string): void {
	const { channel_id } = call.json;
	if (channel_id === undefined) return;
	call.requirePermission(guild, Permission.MoveMembers);
	if (!guild.voiceStates.has(userId)) throw apiErrors.notInVoice();
	const channelId = channel_id === null ? null : String(channel_id);
	if (channelId !== null && guild.channels.get(channelId)?.type !== ChannelType.GuildVoice)
		throw apiErrors.unknownChannel();
	guild.setVoice(userId, channelId);
}

function modifyMyself(call: RestCall): Reply {
	const guild = call.guild();
	checkForm(memberForm, call.json);
	return ok(guild.update(call.bot.id, readNick(call, guild, Permission.ChangeNickname)));
}

function readNick(call: RestCall, guild: GuildWorld, permission: bigint): MemberPatch {
	const { nick } = call.json;
	if (nick === undefined) return {};
	call.requirePermission(guild, permission);
	if (nick === null || nick === '') return { nick: null };
	return { nick: requireLength(['nick'], String(nick), 1, 32) };
}

function readRoles(call: RestCall, guild: GuildWorld, current: readonly string[]): MemberPatch {
	const { roles } = call.json;
	if (!Array.isArray(roles)) return {};
	const wanted = [...new Set(roles.map(String))];
	const changed = [...wanted.filter((id) => !current.includes(id)), ...current.filter((id) => !wanted.includes(id))];
	call.requirePermission(guild, Permission.ManageRoles);
	for (const id of changed) requireManageable(call, guild, id);
	return { roles: wanted };
}

function readFlag(call: RestCall, guild: GuildWorld, name: 'mute' | 'deaf', permission: bigint): MemberPatch {
	const value = call.json[name];
	if (typeof value !== 'boolean') return {};
	call.requirePermission(guild, permission);
	return { [name]: value };
}

function readTimeout(call: RestCall, guild: GuildWorld): MemberPatch {
	const until = call.json.communication_disabled_until;
	if (until === undefined) return {};
	call.requirePermission(guild, Permission.ModerateMembers);
	return { communication_disabled_until: until === null ? null : String(until) };
}

function removeMember(call: RestCall): Reply {
	const guild = call.guild();
	const { user } = requireMember(call, guild);
	call.requirePermission(guild, Permission.KickMembers);
	call.requireAbove(guild, guild.topPosition(user.id));
	guild.leave(user.id);
	return noContent;
}
