import {
	type APIGuildMember,
	AuditLogEvent,
	ChannelType,
	PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import { changesBetween, type GuildWorld, type MemberPatch } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, memberForm, ownMemberForm } from '../forms/index.js';
import { type RestCall, requireLength } from '../requests/index.js';
import { requireMember } from './members.js';
import { readPicture } from './pictures.js';
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
		form: ownMemberForm,
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
	if (roles.includes(roleId) === (change === 'addRole')) return noContent;
	guild[change](user.id, roleId);
	noteRoles(call, guild, user.id, roles);
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
	const reachesUp = 'nick' in patch || 'communication_disabled_until' in patch;
	if (reachesUp && member.user.id !== call.bot.id) call.requireAbove(guild, guild.topPosition(member.user.id));
	moveInVoice(call, guild, member.user.id);
	if (Object.keys(patch).length === 0) return ok(member);
	const changed = guild.update(member.user.id, patch);
	noteMember(call, guild, member);
	return ok(changed);
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
	const type = channelId === null ? AuditLogEvent.MemberDisconnect : AuditLogEvent.MemberMove;
	const options = { ...(channelId !== null && { channel_id: channelId }), count: '1' };
	call.audit(guild, { type, targetId: null, options });
}

function modifyMyself(call: RestCall): Reply {
	const guild = call.guild();
	checkForm(ownMemberForm, call.json);
	const patch = {
		...readNick(call, guild, Permission.ChangeNickname),
		...readPicture(call, 'avatar'),
		...readPicture(call, 'banner'),
	};
	return ok(guild.update(call.bot.id, patch));
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
	// Clients send @everyone with the others, and Discord takes no notice of it.
	const wanted = [...new Set(roles.map(String))].filter((id) => id !== guild.id);
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
	call.audit(guild, { type: AuditLogEvent.MemberKick, targetId: user.id });
	return noContent;
}

/** Notes in the audit log which roles a member got and lost. */
function noteRoles(call: RestCall, guild: GuildWorld, userId: string, before: readonly string[]): void {
	const after = guild.member(userId)?.roles ?? [];
	const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: guild.roles.get(id)?.name ?? '' }));
	const [added, removed] = [after.filter((id) => !before.includes(id)), before.filter((id) => !after.includes(id))];
	const changes = [
		...(added.length > 0 ? [{ key: '$add', new_value: named(added) }] : []),
		...(removed.length > 0 ? [{ key: '$remove', new_value: named(removed) }] : []),
	];
	if (changes.length > 0) call.audit(guild, { type: AuditLogEvent.MemberRoleUpdate, targetId: userId, changes });
}

const audited = ['nick', 'mute', 'deaf', 'communication_disabled_until'] as const;

/** Notes in the audit log how a member was changed. */
function noteMember(call: RestCall, guild: GuildWorld, before: APIGuildMember): void {
	const { id } = before.user;
	const changes = changesBetween(before, guild.member(id) ?? {}, audited);
	if (changes.length > 0) call.audit(guild, { type: AuditLogEvent.MemberUpdate, targetId: id, changes });
	noteRoles(call, guild, id, before.roles);
}
