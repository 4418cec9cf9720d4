import { type APIRole, AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { compareSnowflakes } from '../../random/index.js';
import { changesBetween, type GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, placesForm, roleForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const rolesPath = '/guilds/:guildId/roles';
const rolePath = '/guilds/:guildId/roles/:roleId';

const MOST_ROLES = 250;
/** The permissions that exist. */
const allowed = (1n << 53n) - 1n;
const audited = ['name', 'permissions', 'color', 'hoist', 'mentionable'] as const;

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
	{ method: 'PATCH', path: rolesPath, name: 'moveRoles', form: placesForm, handle: moveRoles },
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
	if (guild.roles.size > MOST_ROLES) throw apiErrors.maxRoles();
	const role = guild.createRole(readRole(call, guild));
	const changes = changesBetween({}, role, audited);
	call.audit(guild, { type: AuditLogEvent.RoleCreate, targetId: role.id, changes });
	return ok(role);
}

/** Moves roles, and lists all of them. What stands above the bot, its own topmost role included, must keep its order. */
function moveRoles(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageRoles);
	checkForm(placesForm, call.jsonList);
	const moves = new Map(call.jsonList.map(({ id, position }) => [String(id), position] as const));
	for (const id of moves.keys()) if (!guild.roles.has(id)) throw apiErrors.unknownRole();
	const placeOf = ({ id, position }: APIRole) => Number(moves.get(id) ?? position);
	const [before, after] = [({ position }: APIRole) => position, placeOf].map((place) => inOrder(guild, place));
	const top = guild.topPosition(call.bot.id);
	const fixed = before?.filter(({ id, position }) => id === guild.id || position >= top) ?? [];
	if (fixed.some((role) => before?.indexOf(role) !== after?.indexOf(role))) throw apiErrors.missingPermissions();
	for (const role of after ?? []) {
		const position = placeOf(role);
		if (position !== role.position) guild.updateRole(role.id, { position });
	}
	return ok(cloneJson([...guild.roles.values()]));
}

/** The roles from the lowest to the topmost. Of two roles with the same position, the older one is higher. */
function inOrder({ roles }: GuildWorld, placeOf: (role: APIRole) => number): APIRole[] {
	return [...roles.values()].sort((a, b) => placeOf(a) - placeOf(b) || compareSnowflakes(b.id, a.id));
}

function modifyRole(call: RestCall): Reply {
	const guild = call.guild();
	const role = requireChangeable(call, guild);
	const changed = guild.updateRole(role.id, readRole(call, guild));
	const changes = changesBetween(role, changed, audited);
	call.audit(guild, { type: AuditLogEvent.RoleUpdate, targetId: role.id, changes });
	return ok(changed);
}

function deleteRole(call: RestCall): Reply {
	const guild = call.guild();
	const role = requireChangeable(call, guild);
	if (role.managed || role.id === guild.id) throw apiErrors.missingPermissions();
	guild.deleteRole(role.id);
	call.audit(guild, { type: AuditLogEvent.RoleDelete, targetId: role.id, changes: changesBetween(role, {}, audited) });
	return noContent;
}

function requireChangeable(call: RestCall, guild: GuildWorld): APIRole {
	const role = requireRole(call, guild);
	call.requirePermission(guild, Permission.ManageRoles);
	call.requireAbove(guild, role.position);
	return role;
}

/** The fields that a bot may set. Anything else in the body is ignored, as Discord does. */
function readRole({ json, bot }: RestCall, guild: GuildWorld): Partial<APIRole> {
	checkForm(roleForm, json);
	// A bot can grant only what it may do itself.
	if (json.permissions && (BigInt(String(json.permissions)) & allowed & ~guild.permissionsOf(bot.id)) !== 0n)
		throw apiErrors.missingPermissions();
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
