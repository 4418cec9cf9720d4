import { type APIMessage, type APIUser, MessageFlags } from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { asRecord } from '../../json/index.js';
import type { AllowedMentions, Chat } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkMessage } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { checkFiles, readAttachments } from './attachments.js';
import { completeComponents } from './completeComponents.js';
import { completeEmbeds } from './completeEmbeds.js';

type Fields = Readonly<Record<string, unknown>>;

/** The place and author of a message, and the place of its fields in the request. */
export interface MessageContext {
	readonly chat: Chat;
	readonly authorId: string;
	/** The author of the message that this one replies to. */
	readonly repliedTo?: APIUser | undefined;
	/** The names that lead to the fields, from the outside in. By default, the whole body. */
	readonly at?: readonly string[];
}

const emptied = { content: '', embeds: [], components: [] } as const;
const creatable = ['content', 'embeds', 'components', 'tts', 'flags', 'nonce'] as const;
const editableFlags = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** A new message as a request describes it: its fields, its pings and its files. */
export function readNewMessage(call: RestCall, context: MessageContext): Partial<APIMessage> {
	const fields = fieldsOf(call, context);
	checkMessage(fields, context.at ?? []);
	checkFiles(call.files);
	refuseOthers(fields);
	const given = creatable.filter((name) => fields[name] !== undefined && fields[name] !== null);
	const message: Partial<APIMessage> = {
		...completed(Object.fromEntries(given.map((name) => [name, fields[name]]))),
		...mentionsIn(String(fields.content ?? ''), fields, context),
		attachments: readAttachments(call, fields),
	};
	requireSomething(message);
	return message;
}

/** A message as a request changes it: `null` empties a field, and absent fields stay. */
export function readChangedMessage(call: RestCall, before: APIMessage, context: MessageContext): APIMessage {
	const fields = fieldsOf(call, context);
	checkMessage(fields, context.at ?? [], before.flags);
	checkFiles(call.files);
	const given = Object.entries(emptied).filter(([name]) => fields[name] !== undefined);
	const changes = completed(Object.fromEntries(given.map(([name, empty]) => [name, fields[name] ?? empty])));
	const message: APIMessage = {
		...before,
		...changes,
		...(changes.content !== undefined && mentionsIn(changes.content, fields, context)),
		attachments: readAttachments(call, fields, before.attachments),
		flags: changedFlags(before.flags ?? 0, fields.flags),
		edited_timestamp: discordTimestamp(call.context.clock.now()),
	};
	requireSomething(message);
	return message;
}

/** The fields of a request with what Discord adds to them. */
function completed(given: Partial<APIMessage>): Partial<APIMessage> {
	const { embeds, components } = given;
	return {
		...given,
		...(embeds && { embeds: completeEmbeds(embeds) }),
		...(components && { components: completeComponents(components) }),
	};
}

/** The part of the body that describes the message. */
function fieldsOf(call: RestCall, { at = [] }: MessageContext): Fields {
	return at.reduce<Fields>((fields, name) => (fields[name] ?? {}) as Fields, call.json);
}

function mentionsIn(content: string, fields: Fields, { chat, authorId, repliedTo }: MessageContext) {
	const allowed = (fields.allowed_mentions ?? undefined) as AllowedMentions | undefined;
	return chat.mentions(authorId, { content, allowed, repliedTo });
}

/** A changed message no longer loads. An edit cannot change who sees it. */
function changedFlags(before: number, given: unknown): number {
	const kept = before & ~MessageFlags.Loading;
	return typeof given === 'number' ? (kept & ~editableFlags) | (given & editableFlags) : kept;
}

/** Refuses what Discord would send and the emulator does not have, so that such a message never seems to be empty. */
function refuseOthers({ poll, sticker_ids }: Fields): void {
	if (asRecord(poll)) throw apiErrors.doesNotHave('polls');
	if (Array.isArray(sticker_ids) && sticker_ids.length > 0) throw apiErrors.doesNotHave('stickers');
}

/** Refuses an empty message. */
function requireSomething(message: Partial<APIMessage>): void {
	const parts = [message.content, message.embeds, message.components, message.attachments];
	if (parts.every((part) => part === undefined || part.length === 0)) throw apiErrors.emptyMessage();
}
