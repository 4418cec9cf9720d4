import { type APIRole, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, roleForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const rolesPath = '/guilds/:guildId/roles';
const rolePath = '/guilds/:guildId/roles/:roleId';

/** The roles of a guild. */
export const roleRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: rolesPath,
		name: 'listRoles',
		handle: (call) => ok(cloneJson([...call.guild().roles.values()])),
	},
	{
		method: 'GET',
		path: `${rolesPath}/member-counts`,
		name: 'roleMemberCounts',
		handle: (call) => ok(call.guild().roleCounts()),
	},
	{ method: 'GET', path: rolePath, name: 'getRole', handle: (call) => ok(requireRole(call, call.guild())) },
	{ method: 'POST', path: rolesPath, name: 'createRole', form: roleForm, handle: createRole },
	{ method: 'PATCH', path: rolePath, name: 'modifyRole', form: roleForm, handle: modifyRole },
	{ method: 'DELETE', path: rolePath, name: 'deleteRole', handle: deleteRole },
];

function requireRole(call: RestCall, guild: GuildWorld): APIRole {
	const role = guild.roles.get(call.id('roleId'));
	if (!role) throw apiErrors.unknownRole();
	return cloneJson(role);
}

function createRole(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageRoles);
	return ok(guild.createRole(readRole(call)));
}

function modifyRole(call: RestCall): Reply {
	const guild = call.guild();
	const role = requireChangeable(call, guild);
	return ok(guild.updateRole(role.id, readRole(call)));
}

function deleteRole(call: RestCall): Reply {
	const guild = call.guild();
	const role = requireChangeable(call, guild);
	if (role.managed || role.id === guild.id) throw apiErrors.missingPermissions();
	guild.deleteRole(role.id);
	return noContent;
}

function requireChangeable(call: RestCall, guild: GuildWorld): APIRole {
	const role = requireRole(call, guild);
	call.requirePermission(guild, Permission.ManageRoles);
	call.requireAbove(guild, role.position);
	return role;
}

/** The fields that a bot may set. Anything else in the body is ignored, as Discord does. */
function readRole({ json }: RestCall): Partial<APIRole> {
	checkForm(roleForm, json);
	const { name, permissions, color, hoist, mentionable } = json;
	return {
		...(typeof name === 'string' && { name }),
		...(typeof permissions === 'string' && { permissions }),
		...(typeof color === 'number' && colored(color)),
		...(typeof hoist === 'boolean' && { hoist }),
		...(typeof mentionable === 'boolean' && { mentionable }),
	};
}

function colored(color: number): Pick<APIRole, 'color' | 'colors'> {
	return { color, colors: { primary_color: color, secondary_color: null, tertiary_color: null } };
}
