import { AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { DAY_MS } from '../../clock/index.js';
import type { GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { banForm, bulkBanForm, checkForm, pruneForm } from '../forms/index.js';
import { type RestCall, requireSnowflake } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const bansPath = '/guilds/:guildId/bans';
const banPath = `${bansPath}/:userId`;
const prunePath = '/guilds/:guildId/prune';

/** Bans and prunes. */
export const banRoutes: readonly Route[] = [
	{ method: 'GET', path: bansPath, name: 'listBans', handle: listBans },
	{ method: 'GET', path: banPath, name: 'getBan', handle: getBan },
	{ method: 'PUT', path: banPath, name: 'ban', form: banForm, handle: ban },
	{ method: 'DELETE', path: banPath, name: 'unban', handle: unban },
	{ method: 'POST', path: '/guilds/:guildId/bulk-ban', name: 'bulkBan', form: bulkBanForm, handle: bulkBan },
	{ method: 'GET', path: prunePath, name: 'countPrune', handle: countPrune },
	{ method: 'POST', path: prunePath, name: 'prune', form: pruneForm, handle: prune },
];

function guildFor(call: RestCall, permission: bigint): GuildWorld {
	const guild = call.guild();
	call.requirePermission(guild, permission);
	return guild;
}

function listBans(call: RestCall): Reply {
	const guild = guildFor(call, Permission.BanMembers);
	const limit = call.form.int('limit', { min: 1, max: 1000, fallback: 1000 });
	const [before, after] = ['before', 'after'].map((name) => call.form.optionalSnowflake(name));
	return ok(guild.bans.page({ before, after, limit }));
}

function getBan(call: RestCall): Reply {
	const found = guildFor(call, Permission.BanMembers).bans.all.get(call.id('userId'));
	if (!found) throw apiErrors.unknownBan();
	return ok(found);
}

function ban(call: RestCall): Reply {
	const guild = guildFor(call, Permission.BanMembers);
	const userId = call.id('userId');
	checkForm(banForm, call.json);
	if (!call.context.world.user(userId)) throw apiErrors.unknownUser();
	if (!mayRemove(call, guild, userId)) throw apiErrors.missingPermissions();
	const { delete_message_seconds, delete_message_days, reason } = call.json;
	const seconds = Number(delete_message_seconds ?? 0) || Number(delete_message_days ?? 0) * (DAY_MS / 1000);
	banOne(call, guild, { userId, seconds, reason: call.reason ?? (reason as string | null | undefined) });
	return noContent;
}

function unban(call: RestCall): Reply {
	const guild = guildFor(call, Permission.BanMembers);
	const targetId = call.id('userId');
	if (!guild.bans.remove(targetId)) throw apiErrors.unknownBan();
	call.audit(guild, { type: AuditLogEvent.MemberBanRemove, targetId });
	return noContent;
}

/** Users who are banned already, do not exist or stand above the bot fail. If all fail, so does the request. */
function bulkBan(call: RestCall): Reply {
	const guild = guildFor(call, Permission.BanMembers | Permission.ManageGuild);
	checkForm(bulkBanForm, call.json);
	const { user_ids, delete_message_seconds } = call.json;
	const ids = [...new Set((user_ids as unknown[]).map(String))];
	const canBan = (id: string) =>
		call.context.world.user(id) !== undefined && !guild.bans.all.has(id) && mayRemove(call, guild, id);
	const banned = ids.filter(canBan);
	if (banned.length === 0) throw apiErrors.banFailed();
	const seconds = Number(delete_message_seconds ?? 0);
	for (const userId of banned) banOne(call, guild, { userId, seconds, reason: call.reason });
	return ok({ banned_users: banned, failed_users: ids.filter((id) => !banned.includes(id)) });
}

/** Only the owner is above everybody; a member must stand below the bot. */
function mayRemove(call: RestCall, guild: GuildWorld, userId: string): boolean {
	return !guild.has(userId) || guild.topPosition(userId) < guild.topPosition(call.bot.id);
}

interface Ban {
	readonly userId: string;
	/** From this many seconds ago on, the messages of the user are deleted. */
	readonly seconds: number;
	readonly reason: string | null | undefined;
}

function banOne(call: RestCall, guild: GuildWorld, { userId, seconds, reason }: Ban): void {
	const isNew = !guild.bans.all.has(userId);
	if (isNew) guild.bans.add(userId, reason ?? null);
	const since = call.context.clock.now() - seconds * 1000;
	if (seconds > 0) for (const channelId of guild.channels.keys()) guild.chat.deleteOf(channelId, userId, since);
	if (isNew) call.audit(guild, { type: AuditLogEvent.MemberBanAdd, targetId: userId });
}

const days = { min: 1, max: 30, fallback: 7 } as const;

function countPrune(call: RestCall): Reply {
	const guild = guildFor(call, Permission.ManageGuild | Permission.KickMembers);
	const roles = call.form.list('include_roles').map((id) => requireSnowflake('include_roles', id));
	return ok({ pruned: [...guild.inactive(call.form.int('days', days), roles)].length });
}

function prune(call: RestCall): Reply {
	const guild = guildFor(call, Permission.ManageGuild | Permission.KickMembers);
	checkForm(pruneForm, call.json);
	const { days: given, include_roles, compute_prune_count } = call.json;
	const since = Number(given ?? days.fallback);
	const removed = [...guild.inactive(since, ((include_roles ?? []) as unknown[]).map(String))];
	for (const { user } of removed) guild.leave(user.id);
	const options = { delete_member_days: String(since), members_removed: String(removed.length) };
	call.audit(guild, { type: AuditLogEvent.MemberPrune, targetId: null, options });
	return ok({ pruned: compute_prune_count === false ? null : removed.length });
}
