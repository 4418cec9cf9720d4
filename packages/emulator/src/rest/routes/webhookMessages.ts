import type { APIMessage, APIUser, UserFlags } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildWorld, Webhook } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, webhookAuthorForm } from '../forms/index.js';
import { readChangedMessage, readNewMessage } from '../messages/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply } from './Route.js';

/** The webhook whose id and token are in the path, if there is one. */
export function webhookOf(call: RestCall): { readonly guild: GuildWorld; readonly webhook: Webhook } | undefined {
	const id = call.param('applicationId');
	for (const guild of call.context.world.guilds.values()) {
		const webhook = guild.webhooks.all.get(id);
		if (webhook) return webhook.token === call.param('token') ? { guild, webhook } : undefined;
	}
	return undefined;
}

interface Target {
	readonly guild: GuildWorld;
	readonly webhook: Webhook;
	/** The channel of the webhook, or a thread of it. */
	readonly channelId: string;
}

function targetOf(call: RestCall): Target {
	const found = webhookOf(call);
	if (!found) throw apiErrors.unknownWebhook();
	const threadId = call.form.optionalSnowflake('thread_id');
	if (threadId === undefined) return { ...found, channelId: found.webhook.channelId };
	if (found.guild.threads.all.get(threadId)?.parent_id !== found.webhook.channelId) throw apiErrors.unknownChannel();
	return { ...found, channelId: threadId };
}

/** Writes a message. Without `wait`, Discord answers before it is there. */
export function executeWebhook(call: RestCall): Reply {
	const { guild, webhook, channelId } = targetOf(call);
	checkForm(webhookAuthorForm, call.json);
	const message = readNewMessage(call, { chat: guild.chat, authorId: webhook.id });
	const { applicationId: application_id } = webhook;
	const origin = { webhook_id: webhook.id, ...(application_id && { application_id }) };
	const sent = guild.chat.post(channelId, authorOf(call, webhook), { ...message, ...origin });
	return call.form.flag('wait') ? ok(cloneJson(sent)) : noContent;
}

function authorOf({ json: { username } }: RestCall, { id, name, avatar }: Webhook): APIUser {
	return {
		...{ id, username: typeof username === 'string' ? username : name, avatar, discriminator: '0000' },
		...{ global_name: null, bot: true, public_flags: 0 as UserFlags },
	};
}

function requireMessage(call: RestCall, { guild, webhook, channelId }: Target): APIMessage {
	const message = guild.chat.messages(channelId).get(call.param('messageRef'));
	if (message?.webhook_id !== webhook.id) throw apiErrors.unknownMessage();
	return message;
}

export function getWebhookMessage(call: RestCall): Reply {
	return ok(cloneJson(requireMessage(call, targetOf(call))));
}

export function editWebhookMessage(call: RestCall): Reply {
	const target = targetOf(call);
	const { guild, webhook } = target;
	const edited = readChangedMessage(call, requireMessage(call, target), { chat: guild.chat, authorId: webhook.id });
	guild.chat.edit(edited);
	return ok(cloneJson(edited));
}

export function deleteWebhookMessage(call: RestCall): Reply {
	const target = targetOf(call);
	target.guild.chat.delete(target.channelId, requireMessage(call, target).id);
	return noContent;
}
