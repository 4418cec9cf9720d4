import { expect, it } from 'vitest';
import { supportOf } from '../../tests/spec/describeOperations.js';
import { type Got, startRest } from '../../tests/startRest.js';
import { type OperationId, operations } from './index.js';

/** One request: its operation, its body, and which of its ids later requests use under which name. */
type Step = readonly [id: OperationId, json?: unknown, keep?: Readonly<Record<string, string>>, given?: Params];
type Params = Readonly<Record<string, string>>;

const THUMB = encodeURIComponent('👍');
const command = { name: 'hours', description: 'Shows hours.' };
const picture = 'data:image/png;base64,AAAA';

/** Every operation that the emulator has, in an order in which each succeeds. */
function stepsFor(ids: Params): readonly Step[] {
	const { third = '', fourth = '', stranger = '' } = ids;
	const here = { channel_id: ids.thread_id ?? '' };
	return [
		...(['get_gateway', 'get_bot_gateway', 'get_my_user', 'list_my_guilds', 'get_user'] as const).map(
			(id) => [id] as const,
		),
		...(['get_my_application', 'get_my_oauth2_application', 'get_application'] as const).map((id) => [id] as const),
		['update_my_application', { description: 'Counts' }],
		['update_application', { description: 'Counts more', icon: picture }],
		...(['get_application_role_connections_metadata', 'get_entitlements'] as const).map((id) => [id] as const),
		...(['get_soundboard_default_sounds', 'list_sticker_packs', 'list_voice_regions'] as const).map(
			(id) => [id] as const,
		),
		...(['list_auto_moderation_rules', 'list_guild_emojis', 'list_guild_integrations'] as const).map(
			(id) => [id] as const,
		),
		...(['list_guild_scheduled_events', 'list_guild_soundboard_sounds'] as const).map((id) => [id] as const),
		...(['list_guild_stickers', 'list_guild_voice_regions'] as const).map((id) => [id] as const),
		['update_my_user', { username: 'renamed', avatar: picture }],
		['create_application_emoji', { name: 'party', image: picture }, { id: 'emoji_id' }],
		...(['list_application_emojis', 'get_application_emoji'] as const).map((id) => [id] as const),
		['update_application_emoji', { name: 'party2' }],
		['delete_application_emoji'],
		['create_application_command', command, { id: 'command_id' }],
		...(['list_application_commands', 'get_application_command'] as const).map((id) => [id] as const),
		['update_application_command', { description: 'Shows all hours.' }],
		['delete_application_command'],
		['bulk_set_application_commands', [command]],
		['create_guild_application_command', command, { id: 'command_id' }],
		...(['list_guild_application_commands', 'get_guild_application_command'] as const).map((id) => [id] as const),
		['update_guild_application_command', { description: 'Shows all hours.' }],
		['get_guild_application_command_permissions'],
		['list_guild_application_command_permissions'],
		['set_guild_application_command_permissions', { permissions: [] }],
		['delete_guild_application_command'],
		['bulk_set_guild_application_commands', [command]],
		...(['get_guild', 'get_guild_preview', 'get_guild_vanity_url', 'list_guild_channels'] as const).map(
			(id) => [id] as const,
		),
		['update_guild', { name: 'New name' }],
		...(['list_guild_members', 'get_guild_member'] as const).map((id) => [id] as const),
		['search_guild_members'],
		['update_my_guild_member', { nick: 'Bot' }],
		['update_guild_member', { nick: 'Member' }],
		['create_guild_role', { name: 'helper' }, { id: 'role_id' }],
		...(['list_guild_roles', 'get_guild_role', 'guild_role_member_counts'] as const).map((id) => [id] as const),
		['update_guild_role', { name: 'helpers', color: 255 }],
		['bulk_update_guild_roles', [{ id: ids.role_id, position: 2 }]],
		...(['add_guild_member_role', 'delete_guild_member_role', 'delete_guild_role'] as const).map((id) => [id] as const),
		...(['get_self_voice_state', 'get_voice_state'] as const).map((id) => [id] as const),
		['update_self_voice_state', { suppress: false }],
		['update_voice_state', { suppress: false }],
		['create_guild_channel', { name: 'news' }, { id: 'channel_id' }],
		['get_channel'],
		['update_channel', { topic: 'All news' }],
		['bulk_update_guild_channels', [{ id: ids.channel_id, position: 1 }]],
		['set_channel_permission_overwrite', { type: 1, deny: '0' }],
		['delete_channel_permission_overwrite'],
		['trigger_typing_indicator'],
		['create_message', { content: 'hello', embeds: [{ title: 'a' }] }, { id: 'message_id' }],
		...(['list_messages', 'get_message', 'add_my_message_reaction'] as const).map((id) => [id] as const),
		['list_message_reactions_by_emoji'],
		['delete_my_message_reaction'],
		['add_my_message_reaction'],
		['delete_user_message_reaction', undefined, {}, { user_id: ids.bot_id ?? '' }],
		...(['delete_all_message_reactions_by_emoji', 'delete_all_message_reactions'] as const).map((id) => [id] as const),
		['update_message', { content: 'bye' }],
		...(['create_pin', 'list_pins', 'delete_pin', 'deprecated_create_pin'] as const).map((id) => [id] as const),
		...(['deprecated_list_pins', 'deprecated_delete_pin'] as const).map((id) => [id] as const),
		['create_thread_from_message', { name: 'Answers' }, { id: 'thread_id' }],
		['create_thread', { name: 'Private' }],
		['get_active_guild_threads'],
		['join_thread', undefined, {}, here],
		['add_thread_member', undefined, {}, here],
		['list_thread_members', undefined, {}, here],
		['get_thread_member', undefined, {}, here],
		['delete_thread_member', undefined, {}, here],
		['leave_thread', undefined, {}, here],
		...(['list_public_archived_threads', 'list_private_archived_threads'] as const).map((id) => [id] as const),
		['list_my_private_archived_threads'],
		['create_channel_invite', {}, { code: 'code' }],
		...(['list_channel_invites', 'list_guild_invites', 'invite_resolve', 'invite_revoke'] as const).map(
			(id) => [id] as const,
		),
		['create_webhook', { name: 'Reports' }, { id: 'webhook_id', token: 'webhook_token' }],
		...(['list_channel_webhooks', 'get_guild_webhooks', 'get_webhook', 'get_webhook_by_token'] as const).map(
			(id) => [id] as const,
		),
		['update_webhook', { name: 'News' }],
		['update_webhook_by_token', { name: 'More' }],
		['execute_webhook', { content: 'hi' }, { id: 'message_id' }],
		['get_webhook_message'],
		['update_webhook_message', { content: 'ho' }],
		['delete_webhook_message'],
		['delete_webhook_by_token'],
		['create_webhook', { name: 'Reports' }, { id: 'webhook_id' }],
		['delete_webhook'],
		['create_interaction_response', { type: 4, data: { content: 'pong' } }],
		...(['get_original_webhook_message'] as const).map((id) => [id, undefined, {}, interactionOf(ids)] as const),
		['update_original_webhook_message', { content: 'ping' }, {}, interactionOf(ids)],
		['delete_original_webhook_message', undefined, {}, interactionOf(ids)],
		['create_message', { content: 'one' }, { id: 'message_id' }],
		['bulk_delete_messages', { messages: [ids.message_id, ids.thread_id] }],
		['create_message', { content: 'two' }, { id: 'message_id' }],
		...(['delete_message', 'delete_channel'] as const).map((id) => [id] as const),
		['create_dm', { recipient_id: third }],
		['ban_user_from_guild', {}, {}, { user_id: stranger }],
		['list_guild_bans'],
		['get_guild_ban', undefined, {}, { user_id: stranger }],
		['unban_user_from_guild', undefined, {}, { user_id: stranger }],
		['bulk_ban_users_from_guild', { user_ids: [third] }],
		['delete_guild_member', undefined, {}, { user_id: fourth }],
		['preview_prune_guild'],
		['prune_guild', { days: 7 }],
		['list_guild_audit_log_entries'],
		['leave_guild'],
	];
}

const interactionOf = (ids: Params): Params => ({
	webhook_id: ids.application_id ?? '',
	webhook_token: ids.interaction_token ?? '',
});

it('Every operation that the emulator has succeeds, with an answer as in the specification', async () => {
	const { call, world, guild, bot, interactions } = await startRest({ guilds: [{ members: 60 }] });
	const others = [...guild.members()]
		.map(({ user }) => user)
		.filter(({ id, bot: isBot }) => id !== guild.ownerId && !isBot);
	const [second, third, fourth, fifth] = others.map(({ id }) => id) as [string, string, string, string];
	guild.leave(fifth);
	const voice = guild.createChannel({ type: 13, name: 'stage' }).id;
	for (const id of [bot.id, second]) guild.setVoice(id, voice);
	const ids: Record<string, string> = {
		...{ guild_id: guild.id, application_id: bot.applicationId, user_id: second, overwrite_id: second },
		...{ third, fourth, stranger: fifth, emoji_name: THUMB, bot_id: bot.id },
	};
	const done = new Set<OperationId>();
	for (let at = 0; at < stepsFor(ids).length; at++) {
		const [id, json, keep = {}, given = {}] = stepsFor(ids)[at] as Step;
		if (id === 'get_guild_application_command_permissions')
			guild.setCommandPermissions(bot.applicationId, ids.command_id ?? '', [
				{ id: guild.id, type: 1, permission: true },
			]);
		if (id === 'create_interaction_response') {
			const { data } = interactions.send({ botId: bot.id, data: { id: '1', name: 'hours', type: 1 } });
			Object.assign(ids, { interaction_id: data.id, interaction_token: data.token });
		}
		const [method = '', path = ''] = operations[id].split(' ');
		const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? ids[name] ?? '');
		const query = id === 'search_guild_members' ? '?query=a' : id === 'execute_webhook' ? '?wait=true' : '';
		const got: Got = await call(method, `${filled}${query}`, json);
		// Only admins set the permissions of commands.
		const wanted = id === 'set_guild_application_command_permissions' ? 403 : expect.toBeOneOf([200, 201, 204]);
		expect([id, got.status, got.body]).toEqual([id, wanted, got.body]);
		for (const [field, name] of Object.entries(keep)) ids[name] = String(got.body[field]);
		done.add(id);
	}
	const supported = (Object.keys(operations) as OperationId[]).filter((id) => supportOf(id) !== 'no');
	expect(supported.filter((id) => !done.has(id))).toEqual([]);
	expect(world.guildsOf(bot.id)).toEqual([]);
});
