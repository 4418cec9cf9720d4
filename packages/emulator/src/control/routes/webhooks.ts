import * as z from '../../bundled/zod.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { guildId, id } from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofWebhook = z.strictObject({ guildId, webhookId: id });
const name = z.string().min(1).max(80);
const webhook = z
	.looseObject({ id: z.string(), channelId: z.string(), name: z.string(), token: z.string() })
	.describe('A webhook, with its token.');

/** Webhooks of channels. */
export const webhookRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/webhooks', name: 'listWebhooks', tag },
		summary: 'The webhooks, with their tokens.',
		params: ofGuild,
		answer: z.array(webhook),
		handle: ({ control, params }) => [...control.guild(params.guildId).webhooks.all.values()],
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/webhooks', name: 'createWebhook', tag },
		summary: 'Makes a webhook that writes into a channel.',
		params: ofGuild,
		body: z.strictObject({ channelId: id, name }),
		answer: webhook,
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			if (!guild.channels.has(body.channelId)) throw notFound(`Guild ${guild.id} has no channel ${body.channelId}.`);
			return guild.webhooks.create({ ...body, user: guild.user(guild.ownerId) });
		},
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/webhooks/{webhookId}', name: 'updateWebhook', tag },
		summary: 'Changes the name of a webhook, or its channel.',
		params: ofWebhook,
		body: z.strictObject({ name: name.optional(), channelId: id.optional() }),
		answer: webhook,
		handle({ control, params, body: { name: newName, channelId } }) {
			const { webhooks } = control.guild(params.guildId);
			if (!webhooks.all.has(params.webhookId)) throw notFound(`There is no webhook ${params.webhookId}.`);
			return webhooks.update(params.webhookId, {
				...(newName !== undefined && { name: newName }),
				...(channelId !== undefined && { channelId }),
			});
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/webhooks/{webhookId}', name: 'deleteWebhook', tag },
		summary: 'Deletes a webhook.',
		params: ofWebhook,
		handle({ control, params }) {
			const { webhooks } = control.guild(params.guildId);
			if (!webhooks.all.has(params.webhookId)) throw notFound(`There is no webhook ${params.webhookId}.`);
			webhooks.delete(params.webhookId);
		},
	}),
];
