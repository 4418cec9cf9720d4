import { AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { changesBetween, type GuildWorld, isThread, type Webhook } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { changedWebhookForm, checkForm, newWebhookForm } from '../forms/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { readPicture } from './pictures.js';
import { noContent, ok, type Reply, type Route } from './Route.js';
import { webhookOf } from './webhookMessages.js';

const ofChannel = '/channels/:channelId/webhooks';
const byId = '/webhooks/:applicationId';
const byToken = `${byId}/:token`;
const MOST_WEBHOOKS = 15;

/** Webhooks of channels. Whoever has the token of one needs no other rights. */
export const guildWebhookRoutes: readonly Route[] = [
	{ method: 'GET', path: ofChannel, name: 'listChannelWebhooks', handle: listOfChannel },
	{ method: 'POST', path: ofChannel, name: 'createWebhook', form: newWebhookForm, handle: createWebhook },
	{ method: 'GET', path: '/guilds/:guildId/webhooks', name: 'listWebhooks', handle: listOfGuild },
	{ method: 'GET', path: byId, name: 'getWebhook', handle: (call) => show(call, managed(call), true) },
	{
		method: 'PATCH',
		path: byId,
		name: 'editWebhook',
		form: changedWebhookForm,
		handle: (call) => edit(call, managed(call)),
	},
	{ method: 'DELETE', path: byId, name: 'deleteWebhook', handle: (call) => remove(call, managed(call)) },
	{
		method: 'GET',
		path: byToken,
		name: 'getWebhook',
		isPublic: true,
		handle: (call) => show(call, withToken(call), false),
	},
	{
		...{ method: 'PATCH', path: byToken, name: 'editWebhook', isPublic: true, form: changedWebhookForm },
		handle: (call) => edit(call, withToken(call)),
	},
	{
		method: 'DELETE',
		path: byToken,
		name: 'deleteWebhook',
		isPublic: true,
		handle: (call) => remove(call, withToken(call)),
	},
];

interface Found {
	readonly guild: GuildWorld;
	readonly webhook: Webhook;
	/** Whether the token of the webhook was given. */
	readonly isOpen: boolean;
}

function managed(call: RestCall): Found {
	const id = call.id('applicationId');
	const guild = [...call.context.world.guilds.values()].find(({ webhooks }) => webhooks.all.has(id));
	const webhook = guild?.webhooks.all.get(id);
	if (!guild || !webhook) throw apiErrors.unknownWebhook();
	if (!guild.hasBot(call.bot.id)) throw apiErrors.missingAccess();
	call.requirePermission(guild, Permission.ManageWebhooks);
	return { guild, webhook, isOpen: false };
}

function withToken(call: RestCall): Found {
	const found = webhookOf(call);
	if (found) return { ...found, isOpen: true };
	const id = call.id('applicationId');
	const isThere = [...call.context.world.guilds.values()].some(({ webhooks }) => webhooks.all.has(id));
	throw isThere ? apiErrors.invalidWebhookToken() : apiErrors.unknownWebhook();
}

function requireChannel(call: RestCall): Required<Place> {
	const place = call.channel();
	if (!place.guild || isThread(place.channel.type)) throw apiErrors.wrongChannelType();
	call.requirePermissionIn(place, Permission.ManageWebhooks);
	return place as Required<Place>;
}

const inChannel = ({ webhooks }: GuildWorld, id: string) =>
	[...webhooks.all.values()].filter(({ channelId }) => channelId === id);

function listOfChannel(call: RestCall): Reply {
	const { guild, channel } = requireChannel(call);
	return ok(inChannel(guild, channel.id).map((webhook) => describe(call, guild, webhook, true)));
}

function listOfGuild(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageWebhooks);
	return ok([...guild.webhooks.all.values()].map((webhook) => describe(call, guild, webhook, true)));
}

function createWebhook(call: RestCall): Reply {
	const { guild, channel } = requireChannel(call);
	checkForm(newWebhookForm, call.json);
	if (inChannel(guild, channel.id).length >= MOST_WEBHOOKS) throw apiErrors.maxWebhooks();
	const { bot } = call;
	const name = String(call.json.name);
	const given = { channelId: channel.id, name, avatar: readPicture(call, 'avatar').avatar ?? null };
	const webhook = guild.webhooks.create({ ...given, applicationId: bot.applicationId, user: bot.user });
	const changes = changesBetween({}, { name, channel_id: channel.id }, ['name', 'channel_id']);
	call.audit(guild, { type: AuditLogEvent.WebhookCreate, targetId: webhook.id, changes });
	return ok(describe(call, guild, webhook, true));
}

function show(call: RestCall, { guild, webhook }: Found, withUser: boolean): Reply {
	return ok(describe(call, guild, webhook, withUser));
}

function edit(call: RestCall, { guild, webhook, isOpen }: Found): Reply {
	checkForm(changedWebhookForm, call.json);
	const { name, channel_id } = call.json;
	const moved = channel_id === undefined || channel_id === null || isOpen ? undefined : String(channel_id);
	if (moved !== undefined && !guild.channels.has(moved)) throw apiErrors.unknownChannel();
	const changed = guild.webhooks.update(webhook.id, {
		...(typeof name === 'string' && { name }),
		...readPicture(call, 'avatar'),
		...(moved !== undefined && { channelId: moved }),
	});
	const changes = changesBetween(webhook, changed, ['name', 'channelId']);
	if (!isOpen) call.audit(guild, { type: AuditLogEvent.WebhookUpdate, targetId: webhook.id, changes });
	return ok(describe(call, guild, changed, !isOpen));
}

function remove(call: RestCall, { guild, webhook, isOpen }: Found): Reply {
	guild.webhooks.delete(webhook.id);
	const changes = changesBetween(webhook, {}, ['name']);
	if (!isOpen) call.audit(guild, { type: AuditLogEvent.WebhookDelete, targetId: webhook.id, changes });
	return noContent;
}

/** Only the application that made a webhook gets its token. */
function describe(call: RestCall, guild: GuildWorld, webhook: Webhook, withUser: boolean): object {
	const { id, name, avatar, channelId, token, applicationId, user } = webhook;
	const isOwn = !withUser || applicationId === null || applicationId === call.bot.applicationId;
	const url = `http://${call.host}/api/webhooks/${id}/${token}`;
	return {
		...{ id, type: 1, name, avatar, channel_id: channelId, guild_id: guild.id, application_id: applicationId },
		...(isOwn && { token, url }),
		...(withUser && user && { user }),
	};
}
