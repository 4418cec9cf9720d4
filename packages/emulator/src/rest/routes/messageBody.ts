import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { apiErrors } from '../errors/index.js';
import type { RestCall, UploadedFile } from '../requests/index.js';

const copied = ['content', 'tts', 'embeds', 'components', 'flags', 'message_reference', 'nonce'] as const;

/** What a request says about a message: the fields that are taken over as they are, and its files. */
export function readMessage(
	call: RestCall,
	fields: Readonly<Record<string, unknown>> = call.json,
): Partial<APIMessage> {
	const message: Record<string, unknown> = {};
	for (const name of copied) if (fields[name] !== undefined && fields[name] !== null) message[name] = fields[name];
	requireShort(message.content);
	if (call.files.length > 0) message.attachments = call.files.map((file, index) => describe(call, file, index));
	return message as Partial<APIMessage>;
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

function describe({ context }: RestCall, file: UploadedFile, index: number): APIAttachment {
	const id = context.world.nextId();
	return {
		id,
		filename: file.name || `file-${index}`,
		size: file.bytes.length,
		content_type: file.type,
		// There is nothing to download here: the name that cannot resolve says so.
		url: `https://attachments.invalid/${id}`,
		proxy_url: `https://attachments.invalid/${id}`,
	};
}
