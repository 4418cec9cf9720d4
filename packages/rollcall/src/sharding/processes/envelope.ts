import { type Enveloped, type LinkMessage, PROTOCOL } from '../wire/messages.js';

/** A message as a channel carries it. */
export function envelope(message: LinkMessage, carriesBytes: boolean): Enveloped {
	if (!carriesBytes && message.type === 'piece' && message.body instanceof Uint8Array) {
		const { buffer, byteOffset, byteLength } = message.body;
		const body = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
		return { rollcall: PROTOCOL, ...message, body };
	}
	return { rollcall: PROTOCOL, ...message };
}
