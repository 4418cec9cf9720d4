import { InteractionResponseType as Type } from 'discord-api-types/v10';
import { createMessage } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { SentInteraction } from '../interactions/index.js';
import type { RestCall } from '../requests/index.js';
import { readMessage } from './messageBody.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

/** The first answer to an interaction. It carries its token in the path and counts for no global limit. */
export const interactionRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/interactions/:interactionId/:token/callback',
		name: 'interactionCallback',
		isPublic: true,
		isExempt: true,
		handle: acknowledge,
	},
];

const loading = 1 << 7;
const withMessage = new Set<unknown>([Type.ChannelMessageWithSource, Type.DeferredChannelMessageWithSource]);

function acknowledge(call: RestCall): Reply {
	const sent = call.context.interactions.forCallback(call.id('interactionId'), call.param('token'));
	if (sent.isAcknowledged) throw apiErrors.alreadyAcknowledged();
	const { type } = call.json;
	if (typeof type !== 'number')
		throw apiErrors.invalidForm({ path: ['type'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
	if (withMessage.has(type)) addMessage(call, sent, type === Type.DeferredChannelMessageWithSource);
	const message = sent.messages.get(sent.originalId ?? '');
	sent.record({
		kind: 'callback',
		body: call.json,
		files: call.files.map(({ name }) => name),
		...(message && { message }),
	});
	if (!call.form.flag('with_response')) return noContent;
	const { id } = sent.data;
	return ok({ interaction: { id, type: sent.data.type }, resource: { type, ...(message && { message }) } });
}

function addMessage(call: RestCall, sent: SentInteraction, isDeferred: boolean): void {
	const data = (call.json.data ?? {}) as Record<string, unknown>;
	const given = readMessage(call, data);
	const flags = Number(given.flags ?? 0) | (isDeferred ? loading : 0);
	sent.originalId = addInteractionMessage(call, sent, { ...given, flags }).id;
}

/** A message of a bot in answer to an interaction. */
export function addInteractionMessage(call: RestCall, sent: SentInteraction, given: object) {
	const { world, accounts, clock } = call.context;
	const author = accounts.byId(sent.data.application_id)?.user ?? world.user(sent.data.application_id);
	if (!author) throw apiErrors.unknownUser();
	const channelId = sent.data.channel?.id ?? '0';
	const message = createMessage({ id: world.nextId(), channelId, author, at: clock.now() }, given);
	const complete = { ...message, webhook_id: sent.data.application_id, application_id: sent.data.application_id };
	sent.messages.set(complete.id, complete);
	return complete;
}
