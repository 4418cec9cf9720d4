import { type APIAuditLogEntry, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

/** Who did what in a guild. */
export const auditLogRoutes: readonly Route[] = [
	{ method: 'GET', path: '/guilds/:guildId/audit-logs', name: 'listAuditLog', handle: listAuditLog },
];

function listAuditLog(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ViewAuditLog);
	const [userId, before, after] = ['user_id', 'before', 'after'].map((name) => call.form.optionalSnowflake(name));
	const type = call.form.int('action_type', { min: 0, max: 1000, fallback: 0 }) || undefined;
	const limit = call.form.int('limit', { min: 1, max: 100, fallback: 50 });
	const entries = guild.auditLog.list({ userId, type, before, after, limit });
	return ok({
		audit_log_entries: entries,
		users: usersIn(entries).flatMap((id) => call.context.world.user(id) ?? []),
		...{ application_commands: [], auto_moderation_rules: [], guild_scheduled_events: [], integrations: [] },
		...{ threads: [], webhooks: [] },
	});
}

function usersIn(entries: readonly APIAuditLogEntry[]): string[] {
	return [...new Set(entries.flatMap(({ user_id, target_id }) => [user_id, target_id]))].flatMap((id) => id ?? []);
}
