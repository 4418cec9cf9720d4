import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { discordTimestamp } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { RestCall } from '../requests/index.js';
import { readAttachments } from './attachments.js';

type Fields = Readonly<Record<string, unknown>>;

const editable = { content: '', embeds: [], components: [] } as const;
const creatable = ['content', 'embeds', 'components', 'tts', 'flags', 'message_reference', 'nonce'] as const;
const editableFlags = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** What a request says about a new message: the fields that are taken over as they are, and its files. */
export function readNewMessage(call: RestCall, fields: Fields = call.json): Partial<APIMessage> {
	requireShort(fields.content);
	const given = creatable.filter((name) => fields[name] !== undefined && fields[name] !== null);
	return {
		...Object.fromEntries(given.map((name) => [name, fields[name]])),
		attachments: readAttachments(call, fields),
	};
}

/** A message as a request changes it: what is `null` is emptied, what is absent stays. */
export function readChangedMessage(call: RestCall, before: APIMessage, fields: Fields = call.json): APIMessage {
	requireShort(fields.content);
	const given = Object.entries(editable).filter(([name]) => fields[name] !== undefined);
	const message: APIMessage = {
		...before,
		...Object.fromEntries(given.map(([name, empty]) => [name, fields[name] ?? empty])),
		attachments: readAttachments(call, fields, before.attachments),
		flags: changedFlags(before.flags ?? 0, fields.flags),
		edited_timestamp: discordTimestamp(call.context.clock.now()),
	};
	requireSomething(message);
	return message;
}

/** A message that is changed is no longer one that loads; who sees it can not be changed. */
function changedFlags(before: number, given: unknown): number {
	const kept = before & ~MessageFlags.Loading;
	return typeof given === 'number' ? (kept & ~editableFlags) | (given & editableFlags) : kept;
}

/** Refuses a message in which nothing is to be seen. */
export function requireSomething(message: Partial<APIMessage>): void {
	const parts = [message.content, message.embeds, message.components, message.attachments];
	if (parts.every((part) => part === undefined || part.length === 0)) throw apiErrors.emptyMessage();
}

function requireShort(content: unknown): void {
	if (typeof content !== 'string' || content.length <= 2000) return;
	const message = 'Must be 2000 or fewer in length.';
	throw apiErrors.invalidForm({ path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message });
}
