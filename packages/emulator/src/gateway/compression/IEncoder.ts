/** Turns the text of a payload into what goes over the socket. */
export interface IEncoder {
	/** Encodes one payload; payloads must be encoded in the order in which they are sent. */
	encode(text: string): string | Buffer;
}

/** Sends payloads as they are. */
export class PlainEncoder implements IEncoder {
	/** {@inheritDoc IEncoder.encode} */
	encode(text: string): string {
		return text;
	}
}
